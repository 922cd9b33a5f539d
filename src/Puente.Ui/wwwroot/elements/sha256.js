// SHA-256 (FIPS 180-4) in steps, for files that do not fit in memory; the browser's own takes only whole ones.

const K = new Uint32Array(64), START = new Uint32Array(8);
for (let n = 2, i = 0; i < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n && prime; d++) prime = n % d !== 0;
  if (!prime) continue;
  if (i < 8) START[i] = (Math.sqrt(n) % 1) * 2 ** 32;
  K[i++] = (Math.cbrt(n) % 1) * 2 ** 32;
}

/** Hashes bytes as they come. */
export class Sha256 {
  constructor() {
    this.state = START.slice();
    this.rest = new Uint8Array(64);
    this.filled = 0;
    this.length = 0;
    this.words = new Uint32Array(64);
  }

  /** Adds bytes. */
  add(bytes) {
    this.length += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const fits = Math.min(64 - this.filled, bytes.length - at);
      this.rest.set(bytes.subarray(at, at + fits), this.filled);
      this.filled += fits;
      at += fits;
      if (this.filled === 64) this.block();
    }
  }

  /** The hash in hexadecimal. */
  end() {
    const bits = BigInt(this.length) * 8n;
    this.rest[this.filled++] = 0x80;
    if (this.filled > 56) {
      this.rest.fill(0, this.filled);
      this.block();
    }
    this.rest.fill(0, this.filled);
    new DataView(this.rest.buffer).setBigUint64(56, bits);
    this.block();
    return [...this.state].map(word => word.toString(16).padStart(8, "0")).join("");
  }

  block() {
    const w = this.words, view = new DataView(this.rest.buffer);
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(4 * i);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2];
      const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
      const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1 | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.state;
    for (let i = 0; i < 64; i++) {
      const t1 = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
      const t2 = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + t1 | 0; d = c; c = b; b = a; a = t1 + t2 | 0;
    }
    const s = this.state;
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
    this.filled = 0;
  }
}
