// <k-map-picker>: a map beside the address search of a form. Sets the form's own fields; adds nothing they cannot hold.

const ROUND = 1e6;
const near = (degrees) => Math.round(degrees * ROUND) / ROUND;

export class MapPicker extends HTMLElement {
  connectedCallback() {
    if (this.config) return;
    this.config = JSON.parse(this.dataset.config);
    this.words = this.config.words;
    this.corners = [];
    this.mode = "point";
    this.addEventListener("click", (event) => this.press(event));
    this.addEventListener("change", (event) => this.change(event));
    this.addEventListener("keydown", (event) => this.key(event));
    this.part("device").hidden = !("geolocation" in navigator);
    this.readShape();
    import(this.config.module).then(({ whenWanted }) => whenWanted(this.part("canvas"), () => this.open()));
    this.tellChosen();
  }

  part(name) { return this.querySelector(`[data-part="${name}"]`); }
  input(name) { return this.config.fields[name] && this.querySelector(`[name="${this.config.fields[name]}"]`); }
  say(text) { this.part("status").textContent = text; }

  readShape() {
    const field = this.input("shape");
    try {
      const shape = JSON.parse(field?.value || "null");
      if (!shape) return;
      this.mode = shape.type === "Polygon" ? "area" : "line";
      this.corners = shape.type === "Polygon" ? shape.coordinates[0].slice(0, -1) : shape.coordinates;
      const radio = this.querySelector(`[data-mode="${this.mode}"]`);
      if (radio) radio.checked = true;
    } catch { field.value = ""; }
    this.showTools();
  }

  async open() {
    if (this.opening) return this.opening;
    this.part("more").hidden = true;
    this.opening = import(this.config.module)
      .then(({ makeMap }) => makeMap(this, this.part("canvas"), this.config, { scrollZoom: false }))
      .then((made) => this.ready(made))
      .catch(() => { this.dataset.failed = "yes"; this.say(this.words.failed); });
    return this.opening;
  }

  ready({ map, maplibre, draw }) {
    Object.assign(this, { map, maplibre, draw });
    map.getCanvas().setAttribute("aria-describedby", this.part("help").id);
    map.on("click", (event) => { map.scrollZoom.enable(); this.put(event.lngLat.lng, event.lngLat.lat); });
    const [lat, lon] = this.point() || [];
    if (lat !== undefined) this.showPin(lon, lat, true);
    this.redraw();
    if (this.corners.length) map.jumpTo({ center: this.corners[0], zoom: 14 });
  }

  point() {
    const [lat, lon] = ["lat", "lon"].map((name) => parseFloat((this.input(name)?.value || "").replace(",", ".")));
    return Number.isFinite(lat) && Number.isFinite(lon) ? [lat, lon] : null;
  }

  /** Set the point, or add a corner, as the mode is. */
  put(lon, lat) {
    if (this.mode !== "point") return this.addCorner(lon, lat);
    this.setPoint(lon, lat);
    this.querySelectorAll(`[name="${this.config.fields.choice}"]`).forEach((radio) => { radio.checked = false; });
    return this.tellAround(lon, lat, true);
  }

  setPoint(lon, lat) {
    this.input("lat").value = near(lat);
    this.input("lon").value = near(lon);
    this.clearShape();
    this.showPin(lon, lat);
    this.dispatchEvent(new CustomEvent("k-place", { bubbles: true, detail: { lat: near(lat), lon: near(lon) } }));
  }

  showPin(lon, lat, goThere = false) {
    if (!this.map) return;
    if (!this.pin) {
      const element = document.createElement("span");
      element.className = "k-map__pin";
      element.setAttribute("aria-hidden", "true");
      this.pin = new this.maplibre.Marker({ element, draggable: true }).setLngLat([lon, lat]).addTo(this.map);
      this.pin.on("dragend", () => { const at = this.pin.getLngLat(); this.put(at.lng, at.lat); });
    }
    this.pin.setLngLat([lon, lat]);
    if (goThere) this.map.easeTo({ center: [lon, lat], zoom: Math.max(this.map.getZoom(), 15) });
  }

  /** Say where the point lies; write it in the address field when that is empty or was written by us. */
  async tellAround(lon, lat, write) {
    let words = `${near(lat)}, ${near(lon)}`;
    let isInside = true;
    try {
      const answer = await fetch(`${this.config.around}?lat=${near(lat)}&lon=${near(lon)}`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const found = await answer.json();
        words = [found.near, found.area].filter(Boolean).join(", ") || words;
        isInside = found.inside;
      }
    } catch { /* without the net the numbers do */ }
    const search = this.input("search");
    if (write && search && isInside && (!search.value.trim() || search.value === this.written)) search.value = this.written = words;
    this.say(isInside ? this.words.set.replace("%s", words) : this.words.outside);
    this.tellChosen(words);
  }

  tellChosen(words = "") {
    const at = this.point();
    const has = Boolean(at) || this.corners.length > 0;
    this.part("chosen").hidden = !has;
    const shape = this.mode === "area" ? this.words.area : this.words.line;
    this.part("name").textContent = at ? words || this.input("search")?.value || at.join(", ") : shape;
  }

  clear() {
    for (const name of ["lat", "lon"]) this.input(name).value = "";
    this.pin?.remove();
    this.pin = null;
    this.clearShape();
    this.querySelectorAll(`[name="${this.config.fields.choice}"]`).forEach((radio) => { radio.checked = false; });
    this.tellChosen();
    this.say(this.words.cleared);
  }

  // --- line and area ---------------------------------------------------------------------------
  addCorner(lon, lat) {
    this.corners.push([near(lon), near(lat)]);
    this.keepShape();
    this.say(this.words.corner.replace("%s", this.corners.length));
  }

  undo() {
    this.corners.pop();
    this.keepShape();
    this.say(this.words.undone.replace("%s", this.corners.length));
  }

  keepShape() {
    const enough = this.corners.length >= (this.mode === "area" ? 3 : 2);
    const ring = this.mode === "area" ? [[...this.corners, this.corners[0]]] : this.corners;
    this.input("shape").value = enough ? JSON.stringify({ type: this.mode === "area" ? "Polygon" : "LineString", coordinates: ring }) : "";
    if (enough) for (const name of ["lat", "lon"]) this.input(name).value = "";
    if (enough) { this.pin?.remove(); this.pin = null; }
    this.redraw();
    this.tellChosen();
  }

  clearShape() {
    this.corners = [];
    if (this.input("shape")) this.input("shape").value = "";
    this.redraw();
  }

  redraw() {
    if (!this.draw) return;
    const feature = (type, coordinates) => ({ type: "Feature", properties: {}, geometry: { type, coordinates } });
    const parts = this.corners.map((corner) => feature("Point", corner));
    if (this.corners.length > 2 && this.mode === "area") parts.push(feature("Polygon", [[...this.corners, this.corners[0]]]));
    else if (this.corners.length > 1) parts.push(feature("LineString", this.corners));
    this.draw(parts);
  }

  finish() {
    const enough = Boolean(this.input("shape").value);
    this.say(enough ? this.words.finished : this.mode === "area" ? this.words.needsThree : this.words.needsTwo);
    if (enough) this.part("end").focus();
  }

  showTools() {
    const tools = this.part("corners");
    if (tools) tools.hidden = this.mode === "point";
  }

  // --- what the reader does ----------------------------------------------------------------------
  press(event) {
    const act = event.target.closest("[data-do]")?.dataset.do;
    const centre = () => this.map.getCenter();
    if (act === "device") this.locate();
    else if (act === "map") this.open();
    else if (act === "clear") this.clear();
    else if (act === "undo") this.undo();
    else if (act === "finish") this.finish();
    else if (act === "here" && this.map) this.put(centre().lng, centre().lat);
  }

  change(event) {
    const { target } = event;
    if (target.dataset.mode) {
      this.mode = target.dataset.mode;
      this.clearShape();
      this.showTools();
      this.tellChosen();
    } else if (target.name === this.config.fields.choice && target.value.includes(",")) {
      const [lat, lon] = target.value.split(",").map(Number);
      this.mode = "point";
      const search = this.input("search");
      if (search && target.dataset.name) search.value = this.written = target.dataset.name;
      this.setPoint(lon, lat);
      this.showPin(lon, lat, true);
      const words = target.dataset.name || search?.value || "";
      this.say(this.words.set.replace("%s", words));
      this.tellChosen(words);
    } else if (target === this.input("search") && target.value !== this.written && !this.pin) {
      for (const name of ["lat", "lon"]) this.input(name).value = "";
      this.tellChosen();
    }
  }

  key(event) {
    if (event.key !== "Enter") return;
    if (event.target === this.input("search") && this.part("find")) {
      event.preventDefault();
      this.part("find").click();
    } else if (this.map && event.target === this.map.getCanvas()) {
      event.preventDefault();
      const at = this.map.getCenter();
      this.put(at.lng, at.lat);
    }
  }

  /** Ask the device where it is: only here, only when pressed. */
  locate() {
    this.say(this.words.locating);
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        await this.open();
        this.mode = "point";
        this.setPoint(coords.longitude, coords.latitude);
        this.showPin(coords.longitude, coords.latitude, true);
        this.tellAround(coords.longitude, coords.latitude, true);
      },
      () => this.say(this.words.notLocated),
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  }
}

customElements.define("k-map-picker", MapPicker);
