// Reads the place from a picture on this device, and only when its owner has ticked the box. The server never gets it
// from the picture: it removes all such data on receipt.
(() => {
  const box = document.querySelector("[data-picture-place]");
  if (!box) return;
  const form = box.closest("form");
  const tick = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const files = form.querySelector("input[type=file]");
  const set = (point) => {
    form.elements.lat.value = point ? point[0].toFixed(6) : "";
    form.elements.lon.value = point ? point[1].toFixed(6) : "";
  };
  box.hidden = false;

  const number = (view, at, little) => view.getUint32(at, little) / (view.getUint32(at + 4, little) || 1);
  const degrees = (view, at, little) => number(view, at, little) + number(view, at + 8, little) / 60 + number(view, at + 16, little) / 3600;

  const entries = (view, tiff, offset, little) => {
    const found = new Map();
    const count = view.getUint16(tiff + offset, little);
    for (let i = 0; i < Math.min(count, 200); i += 1) {
      const at = tiff + offset + 2 + i * 12;
      found.set(view.getUint16(at, little), at);
    }
    return found;
  };

  const placeIn = (view) => {
    if (view.getUint16(0) !== 0xffd8) return null;
    let at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
      if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
        const tiff = at + 10;
        const little = view.getUint16(tiff) === 0x4949;
        const gpsAt = entries(view, tiff, view.getUint32(tiff + 4, little), little).get(0x8825);
        if (!gpsAt) return null;
        const gps = entries(view, tiff, view.getUint32(gpsAt + 8, little), little);
        if (![1, 2, 3, 4].every((tag) => gps.has(tag))) return null;
        const side = (tag) => String.fromCharCode(view.getUint8(gps.get(tag) + 8));
        const value = (tag) => degrees(view, tiff + view.getUint32(gps.get(tag) + 8, little), little);
        const point = [value(2) * (side(1) === "S" ? -1 : 1), value(4) * (side(3) === "W" ? -1 : 1)];
        return point.every(Number.isFinite) && (point[0] || point[1]) ? point : null;
      }
      at += 2 + view.getUint16(at + 2);
    }
    return null;
  };

  const look = async () => {
    set(null);
    status.textContent = "";
    if (!tick.checked || !files.files.length) return;
    let point = null;
    try {
      point = placeIn(new DataView(await files.files[0].slice(0, 262144).arrayBuffer()));
    } catch { /* a picture we cannot read tells no place */ }
    set(point);
    status.textContent = point ? status.dataset.found : status.dataset.none;
  };
  tick.addEventListener("change", look);
  files.addEventListener("change", look);
})();
