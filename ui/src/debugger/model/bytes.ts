/** AWS's limit on one payload, in bytes: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const PAYLOAD_LIMIT = 262_144;

const UNITS = ["B", "KiB", "MiB", "GiB"] as const;

/** A size for people: `96 B`, `1.2 KiB`, `212 KiB`. */
export function bytes(size: number): string {
  let value = Math.max(0, size);
  let unit = 0;
  // 1023.96 KiB would be written as 1024 KiB: step up before rounding does.
  while (value >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, "")} ${UNITS[unit] ?? "B"}`;
}

/** A payload's size, with the limit once it is in sight: `2.2 KiB`, `212 KiB of 256`. */
export function payloadBytes(size: number): string {
  return size >= PAYLOAD_LIMIT / 2 && size <= PAYLOAD_LIMIT ? `${bytes(size)} of ${PAYLOAD_LIMIT / 1024}` : bytes(size);
}

/** Length in UTF-8 of a part of a text. */
export function utf8Length(text: string, from = 0, to = text.length): number {
  let length = 0;
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80) length += 1;
    else if (code < 0x800) length += 2;
    else if (code >= 0xd800 && code < 0xdc00 && i + 1 < to) {
      length += 4;
      i += 1;
    } else length += 3;
  }
  return length;
}
