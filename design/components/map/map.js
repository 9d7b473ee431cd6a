// The map itself: MapLibre loaded when wanted, our own base drawn in the look's colours, labels and points as HTML.
// picker.js and view.js stand on this; it is loaded on pages with a map only.

const ROLES = ["land", "outside", "water", "shore", "border", "street", "road", "road-edge", "rail", "drawn", "heat"];
const MAIN_ROAD = ["==", ["get", "kind"], "road"];

let library;

/** MapLibre, fetched once, with its worker as a file of our own origin. */
function load(config) {
  library ??= import(config.library).then((module) => {
    module.setWorkerUrl(config.worker);
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = config.sheet;
    const ready = new Promise((resolve) => { sheet.onload = sheet.onerror = resolve; });
    document.head.append(sheet);
    return ready.then(() => module);
  });
  return library;
}

/** The colours that the style sheet gives the map now: light, dark, or the reader's own in forced colours. */
function colours(root) {
  const probe = document.createElement("i");
  probe.className = "k-map__probe";
  root.append(probe);
  const found = {};
  for (const role of ROLES) {
    probe.style.color = `var(--map-${role})`;
    found[role] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

function layers(of) {
  const wide = (from, to) => ["interpolate", ["exponential", 1.5], ["zoom"], 8, from, 16, to];
  const line = (id, source, filter, paint, more = {}) =>
    ({ id, type: "line", source, ...(filter && { filter }), layout: { "line-join": "round", "line-cap": "round" }, paint, ...more });
  return [
    { id: "outside", type: "background", paint: { "background-color": of.outside } },
    { id: "land", type: "fill", source: "areas", paint: { "fill-color": of.land } },
    { id: "water", type: "fill", source: "water", paint: { "fill-color": of.water } },
    line("shore", "water", null, { "line-color": of.shore, "line-width": 1 }),
    line("border", "areas", null, { "line-color": of.border, "line-width": 1.2, "line-dasharray": [3, 2] }),
    line("street", "ways", ["==", ["get", "kind"], "street"], { "line-color": of.street, "line-width": wide(0.5, 9) }, { minzoom: 12 }),
    line("rail", "ways", ["==", ["get", "kind"], "rail"], { "line-color": of.rail, "line-width": wide(1, 3), "line-dasharray": [4, 2] }),
    line("road-edge", "ways", MAIN_ROAD, { "line-color": of["road-edge"], "line-width": wide(2.4, 14) }),
    line("road", "ways", MAIN_ROAD, { "line-color": of.road, "line-width": wide(1.2, 11) }),
  ];
}

const empty = () => ({ type: "FeatureCollection", features: [] });

function drawnLayers(of) {
  return [
    { id: "drawn-area", type: "fill", source: "drawn", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": of.drawn, "fill-opacity": 0.18 } },
    { id: "drawn-line", type: "line", source: "drawn", paint: { "line-color": of.drawn, "line-width": 3 } },
    { id: "drawn-corner", type: "circle", source: "drawn", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": of.drawn, "circle-radius": 5 } },
  ];
}

function ownStyle(base, of) {
  const source = (data) => ({ type: "geojson", data });
  return {
    version: 8,
    sources: { areas: source(base.areas), water: source(base.water), ways: source(base.ways), drawn: source(empty()) },
    layers: [...layers(of), ...drawnLayers(of)],
  };
}

function rasterStyle(config, of) {
  return {
    version: 8,
    sources: {
      tiles: { type: "raster", tiles: [config.tiles], tileSize: 256, attribution: config.attribution },
      drawn: { type: "geojson", data: empty() },
    },
    layers: [{ id: "outside", type: "background", paint: { "background-color": of.outside } }, { id: "tiles", type: "raster", source: "tiles" }, ...drawnLayers(of)],
  };
}

async function styleFor(config, of) {
  if (config.tiles.includes("{z}")) return { style: rasterStyle(config, of), labels: [] };
  if (config.tiles) return { style: config.tiles, labels: [], isForeign: true };
  const base = await (await fetch(config.base)).json();
  return { style: ownStyle(base, of), labels: base.labels };
}

/** Show each label from its own zoom on, and never one over another. */
function placeLabels(map, maplibre, labels, lang) {
  const shown = new Map();
  const arrange = () => {
    const zoom = map.getZoom();
    const box = map.getCanvas();
    const taken = [];
    labels.forEach((label, at) => {
      const { x, y } = map.project(label.at);
      const name = label.names[lang] || label.names.fi || Object.values(label.names)[0];
      const half = name.length * 4 + 6;
      const inView = x > 0 && y > 0 && x < box.clientWidth && y < box.clientHeight;
      const fits = zoom >= label.from && inView && !taken.some((t) => Math.abs(t.x - x) < t.half + half && Math.abs(t.y - y) < 20);
      if (fits) taken.push({ x, y, half });
      if (fits && !shown.has(at)) shown.set(at, new maplibre.Marker({ element: labelFor(label, name) }).setLngLat(label.at).addTo(map));
      if (!fits && shown.has(at)) { shown.get(at).remove(); shown.delete(at); }
    });
  };
  map.on("load", arrange);
  map.on("moveend", arrange);
  map.on("resize", arrange);
}

function labelFor(label, name) {
  const element = document.createElement("span");
  element.className = "k-map__label";
  element.dataset.kind = label.kind;
  element.setAttribute("aria-hidden", "true");
  element.textContent = name;
  return element;
}

/** A map in `canvas`. Resolves with { map, maplibre, draw } when it is drawn; rejects where the device cannot. */
export async function makeMap(root, canvas, config, options = {}) {
  const maplibre = await load(config);
  const { style, labels, isForeign } = await styleFor(config, colours(root));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new maplibre.Map({
    container: canvas, style, center: [config.centre[1], config.centre[0]], zoom: 12, minZoom: 7, maxZoom: 18,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: still ? 0 : 200,
    attributionControl: config.tiles ? { compact: true } : false, locale: config.words.map,
    maxBounds: [[config.bounds[1] - 1, config.bounds[0] - 0.5], [config.bounds[3] + 1, config.bounds[2] + 0.5]], ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  placeLabels(map, maplibre, labels, document.documentElement.lang || "fi");
  await new Promise((resolve, reject) => { map.once("load", resolve); map.once("error", (e) => reject(e.error)); });
  map.on("error", () => {}); // a tile that fails leaves its square empty, not the page broken
  if (isForeign) {
    map.addSource("drawn", { type: "geojson", data: empty() });
    drawnLayers(colours(root)).forEach((layer) => map.addLayer(layer));
  }
  recolour(root, map, config);
  root.dataset.drawn = "yes";
  return { map, maplibre, of: colours(root), draw: (features) => map.getSource("drawn").setData({ type: "FeatureCollection", features }) };
}

/** Follow the reader from light to dark and back. */
function recolour(root, map, config) {
  const paint = () => {
    const of = colours(root);
    for (const layer of [...(config.tiles ? [] : layers(of)), ...drawnLayers(of)])
      for (const [name, value] of Object.entries(layer.paint)) if (name.endsWith("-color")) map.setPaintProperty(layer.id, name, value);
  };
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", paint);
}

/** Call `show` at once, or, where data is dear, when the reader asks for it. */
export function whenWanted(root, show) {
  if (navigator.connection?.saveData) return;
  new IntersectionObserver((seen, watch) => {
    if (seen.some((entry) => entry.isIntersecting)) { watch.disconnect(); show(); }
  }, { rootMargin: "200px" }).observe(root);
}
