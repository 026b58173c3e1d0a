// The town's map, where a place can be seen and marked. Without this script the page shows the same drawn as a picture,
// and words always suffice.
(() => {
  "use strict";
  const box = document.querySelector("[data-map]");
  if (!box || !window.L) return;
  const field = box.dataset.edits ? document.querySelector("[name=place]") : null;
  const view = box.querySelector("[data-map-view]");
  const style = (kind) => ({ className: `map-${kind}`, interactive: false });
  const read = (text) => {
    try { return text ? JSON.parse(text) : null; } catch { return null; }
  };
  let place = read(field ? field.value : box.dataset.place);
  box.querySelector(".map-drawn")?.remove();
  view.hidden = false;
  const map = L.map(view, { zoomAnimation: false, zoomControl: false, keyboardPanDelta: 40, fadeAnimation: false, attributionControl: Boolean(box.dataset.tiles) });
  L.control.zoom({ zoomInTitle: box.dataset.closer, zoomOutTitle: box.dataset.farther }).addTo(map);
  map.attributionControl?.setPrefix(false);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 19, attribution: box.dataset.credit }).addTo(map);

  const drawn = L.featureGroup().addTo(map);
  const corners = (geometry) => ({ Point: () => [geometry.coordinates], LineString: () => geometry.coordinates,
    Polygon: () => geometry.coordinates[0].slice(0, -1) })[geometry.type]();
  const at = ([longitude, latitude]) => [latitude, longitude];
  let kind = place ? place.type : "Point";
  let marked = place ? corners(place) : [];
  const enough = { Point: 1, LineString: 2, Polygon: 3 };

  const show = () => {
    drawn.clearLayers();
    for (const corner of marked) L.circleMarker(at(corner), { radius: 7, className: "map-place" }).addTo(drawn);
    if (kind === "LineString" && marked.length > 1) L.polyline(marked.map(at), { className: "map-place-line" }).addTo(drawn);
    if (kind === "Polygon" && marked.length > 2) L.polygon(marked.map(at), { className: "map-place-shape" }).addTo(drawn);
  };
  const said = box.querySelector("[data-map-said]");
  let town = null;
  const isWhole = () => marked.length >= enough[kind];
  const say = () => {
    if (!said) return;
    const beyond = town?.isValid() && marked.some((corner) => !town.contains(at(corner)));
    said.textContent = !marked.length ? "Nic nie jest zaznaczone."
      : !isWhole() ? `Zaznaczono ${marked.length} z co najmniej ${enough[kind]} punktów. Dokończ albo usuń zaznaczenie.`
      : beyond ? "Miejsce jest zaznaczone, ale leży poza mapą gminy. Sprawdź je." : "Miejsce jest zaznaczone.";
  };
  const keep = () => {
    const coordinates = { Point: marked[0], LineString: marked, Polygon: [[...marked, marked[0]]] }[kind];
    field.value = isWhole() ? JSON.stringify({ type: kind, coordinates }) : "";
    say();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  };
  const mark = ({ lat, lng }) => {
    const corner = [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
    marked = kind === "Point" ? [corner] : [...marked, corner];
    keep();
  };
  if (field) {
    const tools = box.querySelector("[data-map-tools]");
    tools.hidden = false;
    box.querySelector("[data-map-hint]").hidden = false;
    for (const choice of tools.querySelectorAll("[name=map-kind]")) {
      choice.checked = choice.value === kind;
      choice.addEventListener("change", () => { kind = choice.value; if (kind === "Point") marked = marked.slice(-1); keep(); });
    }
    map.on("click", (event) => mark(event.latlng));
    tools.querySelector("[data-map-centre]").addEventListener("click", () => mark(map.getCenter()));
    tools.querySelector("[data-map-back]").addEventListener("click", () => { marked = marked.slice(0, -1); keep(); });
    tools.querySelector("[data-map-clear]").addEventListener("click", () => { marked = []; keep(); });
  }
  show();
  say();
  if (field) field.form.addEventListener("submit", (event) => {
    // Half an area would be lost without a word.
    if (!marked.length || isWhole()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    box.scrollIntoView();
    box.querySelector("[data-map-back]").focus();
  }, true);

  // Many places, each of which leads to its page; the list beside the map says the same.
  const leads = (spot) => {
    const link = document.createElement("a");
    link.className = "ds-link";
    link.href = spot.url;
    link.textContent = spot.words;
    return link;
  };
  const spots = read(box.dataset.spots) ?? [];
  // Twice that in dots of the screen is what a finger needs (WCAG 2.5.8).
  const DOT = 12;
  const listed = new Map([...document.querySelectorAll(".beside > .grid a[href]")].map((link) => [link.getAttribute("href"), link]));
  const toList = (link) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = "tertiary";
    button.dataset.size = "sm";
    button.textContent = box.dataset.toList;
    button.addEventListener("click", () => {
      link.closest("li").scrollIntoView({ block: "center" });
      link.focus();
    });
    return button;
  };
  const bubble = (spot) => {
    const words = document.createElement("div");
    words.append(leads(spot));
    if (listed.has(spot.url)) words.append(document.createElement("br"), toList(listed.get(spot.url)));
    return words;
  };
  for (const spot of spots) {
    const dot = L.circleMarker(at(spot.at), { radius: DOT, className: `map-place ${spot.kind}` }).bindPopup(() => bubble(spot)).addTo(drawn);
    const entry = listed.get(spot.url)?.closest("li");
    const point = (on) => { dot.setRadius(on ? DOT + 4 : DOT); if (on) dot.bringToFront(); };
    for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
      entry?.addEventListener(event, () => point(on));
    }
  }

  const frame = (bounds) => {
    if (spots.length) map.fitBounds(drawn.getBounds().pad(0.05), { maxZoom: 17, animate: false });
    else if (marked.length) map.fitBounds(drawn.getBounds().pad(0.5), { maxZoom: 14, animate: false });
    else if (bounds && bounds.isValid()) map.fitBounds(bounds, { animate: false });
    else map.setView([52, 19], 6, { animate: false });
  };
  frame(null);
  fetch(box.dataset.layers, { credentials: "same-origin" }).then((answer) => answer.json()).then(({ layers }) => {
    const bounds = L.latLngBounds([]);
    for (const layer of layers) {
      const features = layer.features.map((one) => ({ type: "Feature", properties: {}, geometry: one.geometry }));
      const group = L.geoJSON(features, { style: () => style(layer.kind), interactive: false,
        pointToLayer: (_, latlng) => L.circleMarker(latlng, { radius: 4, ...style(layer.kind) }) }).addTo(map);
      bounds.extend(group.getBounds());
    }
    drawn.bringToFront();
    town = bounds;
    say();
    frame(bounds);
  }).catch(() => { /* the place itself is still shown */ });
})();
