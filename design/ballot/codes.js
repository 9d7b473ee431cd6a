// Letters that people copy by hand: Crockford's base32, as kuulu.channels.budgeting.sealing.codes writes them.
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const TRACKING_BYTES = 10;

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Bytes in groups of four letters; five bits a letter. */
export function letters(bytes) {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  const count = Math.ceil((bytes.length * 8) / 5);
  number <<= BigInt(count * 5 - bytes.length * 8);
  let text = "";
  for (let at = count - 1; at >= 0; at -= 1) text += ALPHABET[Number((number >> BigInt(5 * at)) & 31n)];
  return text.match(/.{1,4}/g).join("-");
}
