// <k-map-view>: many points from a data address, gathered by the server; the list beside it is the same in words.

export class MapView extends HTMLElement {
  connectedCallback() {
    if (this.config) return;
    this.config = JSON.parse(this.dataset.config);
    this.words = this.config.words;
    this.markers = new Map();
    this.list = document.getElementById(this.config.list || "");
    this.part("more").addEventListener("click", () => this.open());
    this.list?.addEventListener("click", (event) => this.pick(event));
    this.nameButtons();
    import(this.config.module).then(({ whenWanted }) => whenWanted(this.part("canvas"), () => this.open()));
  }

  part(name) { return this.querySelector(`[data-part="${name}"]`); }
  say(text) { this.part("status").textContent = text; }

  /** Points of the list can be shown on the map by a button of their own. */
  nameButtons() {
    this.list?.querySelectorAll("[data-show-on-map]").forEach((button) => { button.hidden = this.dataset.failed === "yes"; });
  }

  async open() {
    this.part("more").hidden = true;
    this.opening ??= import(this.config.module)
      .then(({ makeMap }) => makeMap(this, this.part("canvas"), this.config, { cooperativeGestures: matchMedia("(pointer: coarse)").matches, scrollZoom: true }))
      .then(({ map, maplibre, draw, of }) => {
        Object.assign(this, { map, maplibre, draw, of });
        map.on("moveend", (event) => this.later(Boolean(event.originalEvent) || this.hasMoved));
        if (this.config.point) this.showOne(this.config.point);
        else if (this.config.frame) map.fitBounds(this.config.frame, { padding: 40, maxZoom: 15, animate: false });
        if (this.config.steps) this.showShapes();
        this.later(false);
      })
      .catch(() => { this.dataset.failed = "yes"; this.say(this.words.failed); this.nameButtons(); });
    return this.opening;
  }

  showOne([lat, lon]) {
    this.map.jumpTo({ center: [lon, lat], zoom: 15 });
    const pin = document.createElement("span");
    pin.className = "k-map__pin";
    pin.setAttribute("aria-hidden", "true");
    new this.maplibre.Marker({ element: pin }).setLngLat([lon, lat]).addTo(this.map);
    if (this.config.shape) this.draw([{ type: "Feature", properties: {}, geometry: this.config.shape }]);
  }

  later(byHand) {
    clearTimeout(this.timer);
    this.hasMoved ||= byHand;
    this.timer = setTimeout(() => this.fetchPoints(), 150);
  }

  /** The view's corners, rounded outwards to the map's grid, so that neighbours ask for the same thing. */
  corners() {
    const step = 45 / 2 ** Math.floor(this.map.getZoom());
    const box = this.map.getBounds();
    const out = (round, degrees, unit) => (round(degrees / unit) * unit).toFixed(5);
    return [out(Math.floor, box.getWest(), step), out(Math.floor, box.getSouth(), step / 2), out(Math.ceil, box.getEast(), step), out(Math.ceil, box.getNorth(), step / 2)].join(",");
  }

  ask(address, headers = {}) {
    const glue = address.includes("?") ? "&" : "?";
    return fetch(`${address}${glue}bbox=${this.corners()}&zoom=${Math.floor(this.map.getZoom())}`, { signal: this.asking.signal, headers });
  }

  async fetchPoints() {
    if (!this.config.source) return;
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await this.ask(this.config.source);
      if (!answer.ok) throw new Error(answer.status);
      this.drawPoints(await answer.json());
      if (this.hasMoved && this.config.listSource) await this.fetchList();
    } catch (fault) {
      if (fault.name !== "AbortError") this.say(this.words.away);
    }
  }

  /** The list follows the map; it is left alone while somebody is reading in it. */
  async fetchList() {
    if (this.list.contains(document.activeElement)) return;
    const answer = await this.ask(this.config.listSource, { "HX-Request": "true" });
    if (!answer.ok) return;
    this.list.innerHTML = await answer.text();
    this.nameButtons();
  }

  drawPoints({ points, clusters, total, is_capped: isCapped }) {
    const wanted = new Map();
    for (const point of points) wanted.set(`p${point.id}`, point);
    for (const cluster of clusters) wanted.set(`c${cluster.lat},${cluster.lon},${cluster.count}`, cluster);
    for (const [key, marker] of this.markers) if (!wanted.has(key)) { marker.remove(); this.markers.delete(key); }
    for (const [key, thing] of wanted) if (!this.markers.has(key)) this.markers.set(key, this.markerFor(thing));
    this.say((isCapped ? this.words.capped : this.words.inView).replace("%s", total.toLocaleString(document.documentElement.lang)));
    this.dataset.points = String(total);
  }

  /** Points and clusters are for the pointer; the keyboard and the screen reader have the list. */
  markerFor(thing) {
    const element = document.createElement("button");
    element.type = "button";
    element.tabIndex = -1;
    element.setAttribute("aria-hidden", "true");
    element.className = thing.count > 1 ? "k-map__cluster" : "k-map__dot";
    if (thing.count) {
      if (thing.count > 1) element.textContent = thing.count.toLocaleString(document.documentElement.lang);
      element.dataset.size = String(thing.count).length;
      element.addEventListener("click", () => { this.hasMoved = true; this.map.easeTo({ center: [thing.lon, thing.lat], zoom: Math.min(this.map.getZoom() + 2, 18) }); });
    } else {
      element.dataset.stage = thing.stage;
      element.title = thing.title;
      element.addEventListener("click", (event) => { event.stopPropagation(); this.popup(thing); });
    }
    return new this.maplibre.Marker({ element }).setLngLat([thing.lon, thing.lat]).addTo(this.map);
  }

  popup(thing, from = null) {
    this.opened?.remove();
    const body = document.createElement("div");
    const title = document.createElement("a");
    title.href = thing.address;
    title.textContent = thing.title;
    const detail = document.createElement("p");
    detail.textContent = [this.words.stages[thing.stage], thing.at].filter(Boolean).join(" · ");
    body.append(title, detail);
    this.opened = new this.maplibre.Popup({ focusAfterOpen: true, offset: 14, maxWidth: "16rem" })
      .setLngLat([thing.lon, thing.lat]).setDOMContent(body).addTo(this.map);
    this.opened.getElement().addEventListener("keydown", (event) => { if (event.key === "Escape") this.opened.remove(); });
    if (from) this.opened.on("close", () => from.focus());
  }

  async pick(event) {
    const button = event.target.closest("[data-show-on-map]");
    if (!button) return;
    const { lat, lon, title, stage, at, address } = button.dataset;
    await this.open();
    if (!this.map) return;
    this.scrollIntoView({ block: "nearest" });
    this.map.jumpTo({ center: [Number(lon), Number(lat)], zoom: Math.max(this.map.getZoom(), 12) });
    this.popup({ lat: Number(lat), lon: Number(lon), title, stage, at, address }, button);
  }

  /** Areas coloured by how much has been said in them: steps of one colour; the table beside tells the numbers. */
  async showShapes() {
    const { areas } = await (await fetch(this.config.base)).json();
    const steps = Object.entries(this.config.steps).flat();
    this.map.addSource("heat", { type: "geojson", data: areas });
    this.map.addLayer({
      id: "heat", type: "fill", source: "heat",
      paint: { "fill-color": this.of.heat, "fill-opacity": ["*", 0.16, ["match", ["get", "code"], ...steps, 0]] },
    }, this.map.getLayer("water") ? "water" : undefined);
    this.dataset.heat = "yes";
  }
}

customElements.define("k-map-view", MapView);
