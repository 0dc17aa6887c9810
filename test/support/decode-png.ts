import { crc32, inflateSync } from "node:zlib";

/** Reads a PNG of 8 bits a channel whose rows are not filtered, by the specification, with Node's own zlib. */
export function decodePng(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  if (String.fromCharCode(...png.subarray(1, 4)) !== "PNG") throw new Error("no PNG");
  const chunks: { type: string; data: Uint8Array }[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const body = png.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== view.getUint32(at + 8 + length)) throw new Error(`chunk at ${at}: checksum`);
    chunks.push({ type: String.fromCharCode(...body.subarray(0, 4)), data: body.subarray(4) });
    at += 12 + length;
  }
  if (chunks.map(({ type }) => type).join() !== "IHDR,IDAT,IEND") throw new Error("chunks");
  const header = chunks[0].data;
  const [width, height] = [0, 4].map((at) => new DataView(header.buffer, header.byteOffset).getUint32(at));
  if (header[8] !== 8) throw new Error("depth");
  const channels = header[9] === 0 ? 1 : 3;
  const rows = new Uint8Array(inflateSync(chunks[1].data));
  const stride = width * channels;
  const pixels = new Uint8Array(height * stride);
  for (let row = 0; row < height; row++) {
    if (rows[row * (stride + 1)] !== 0) throw new Error("a filtered row");
    pixels.set(rows.subarray(row * (stride + 1) + 1, (row + 1) * (stride + 1)), row * stride);
  }
  return { width, height, channels, pixels };
}
