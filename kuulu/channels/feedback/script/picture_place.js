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

  // The place in a TIFF block, which JPEG and HEIC hold alike.
  const placeIn = (view, tiff) => {
    const little = view.getUint16(tiff) === 0x4949;
    const gpsAt = entries(view, tiff, view.getUint32(tiff + 4, little), little).get(0x8825);
    if (!gpsAt) return null;
    const gps = entries(view, tiff, view.getUint32(gpsAt + 8, little), little);
    if (![1, 2, 3, 4].every((tag) => gps.has(tag))) return null;
    const side = (tag) => String.fromCharCode(view.getUint8(gps.get(tag) + 8));
    const value = (tag) => degrees(view, tiff + view.getUint32(gps.get(tag) + 8, little), little);
    const point = [value(2) * (side(1) === "S" ? -1 : 1), value(4) * (side(3) === "W" ? -1 : 1)];
    return point.every(Number.isFinite) && (point[0] || point[1]) ? point : null;
  };

  const MOST = 262144;
  const part = async (file, from, length) => new DataView(await file.slice(from, from + Math.min(length, MOST)).arrayBuffer());

  const inJpeg = (view) => {
    let at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
      if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966) return placeIn(view, at + 10);
      at += 2 + view.getUint16(at + 2);
    }
    return null;
  };

  // HEIC (ISO/IEC 23008-12): the box `meta` names its items in `iinf` and says in `iloc` where each lies.
  const word = (view, at) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
  const sized = (view, at, size) => (size === 8 ? Number(view.getBigUint64(at)) : size === 4 ? view.getUint32(at) : 0);

  const boxes = (view, from, to) => {
    const found = new Map();
    for (let at = from; at + 8 <= to;) {
      const isLong = view.getUint32(at) === 1;
      const size = isLong ? Number(view.getBigUint64(at + 8)) : view.getUint32(at) || to - at;
      if (size < 8) break;
      found.set(word(view, at + 4), [at + (isLong ? 16 : 8), Math.min(at + size, to)]);
      at += size;
    }
    return found;
  };

  const exifItem = (view, [start, end]) => {
    for (let at = start + (view.getUint8(start) ? 8 : 6); at + 20 <= end; at += view.getUint32(at) || end) {
      const isWide = view.getUint8(at + 8) === 3;
      if (word(view, at + (isWide ? 18 : 16)) === "Exif") return isWide ? view.getUint32(at + 12) : view.getUint16(at + 12);
    }
    return null;
  };

  const whereIs = (view, [start], wanted) => {
    const version = view.getUint8(start);
    const [offsets, lengths] = [view.getUint8(start + 4) >> 4, view.getUint8(start + 4) & 15];
    const [bases, indexes] = [view.getUint8(start + 5) >> 4, version ? view.getUint8(start + 5) & 15 : 0];
    const idSize = version < 2 ? 2 : 4;
    const short = (at) => (idSize === 2 ? view.getUint16(at) : view.getUint32(at));
    let at = start + 6 + idSize;
    for (let left = short(start + 6); left > 0; left -= 1) {
      const id = short(at);
      const isInside = version ? view.getUint16(at + idSize) & 15 : 0;
      at += idSize + (version ? 2 : 0) + 2;
      const base = sized(view, at, bases);
      const count = view.getUint16(at + bases);
      at += bases + 2;
      if (id === wanted && count) {
        const first = at + indexes;
        return { isInside, from: base + sized(view, first, offsets), length: sized(view, first + offsets, lengths) };
      }
      at += count * (indexes + offsets + lengths);
    }
    return null;
  };

  const inHeic = async (view, file) => {
    const meta = boxes(view, 0, view.byteLength).get("meta");
    if (!meta) return null;
    const inner = boxes(view, meta[0] + 4, meta[1]);
    if (!inner.has("iinf") || !inner.has("iloc")) return null;
    const item = exifItem(view, inner.get("iinf"));
    const lies = item === null ? null : whereIs(view, inner.get("iloc"), item);
    if (!lies || lies.isInside > 1 || (lies.isInside && !inner.has("idat"))) return null;
    const exif = await part(file, lies.from + (lies.isInside ? inner.get("idat")[0] : 0), lies.length || MOST);
    return placeIn(exif, 4 + exif.getUint32(0));
  };

  const placeOf = async (file) => {
    const view = await part(file, 0, MOST);
    if (view.getUint16(0) === 0xffd8) return inJpeg(view);
    return word(view, 4) === "ftyp" ? inHeic(view, file) : null;
  };

  const look = async () => {
    set(null);
    status.textContent = "";
    if (!tick.checked || !files.files.length) return;
    let point = null;
    try {
      point = await placeOf(files.files[0]);
    } catch { /* a picture we cannot read tells no place */ }
    set(point);
    status.textContent = point ? status.dataset.found : status.dataset.none;
  };
  tick.addEventListener("change", look);
  files.addEventListener("change", look);
})();
