/** `cubic-bezier(x1, y1, x2, y2)` as CSS has it, for what is moved without CSS. */
export function cubicBezier(x1: number, y1: number, x2: number, y2: number): (t: number) => number {
  const axis = (a: number, b: number, s: number): number => 3 * a * s * (1 - s) ** 2 + 3 * b * s ** 2 * (1 - s) + s ** 3;
  return (t) => {
    if (t <= 0) return 0;
    if (t >= 1) return 1;
    // x grows with s: halving always finds it, to less than a thousandth of a pixel on any screen.
    let low = 0;
    let high = 1;
    for (let i = 0; i < 24; i++) {
      const middle = (low + high) / 2;
      if (axis(x1, x2, middle) < t) low = middle;
      else high = middle;
    }
    return axis(y1, y2, (low + high) / 2);
  };
}

/** The curve and the time of `--glide` in tokens.css. */
export const glideCurve = "cubic-bezier(.2,.7,.3,1)";
export const glideEase = cubicBezier(0.2, 0.7, 0.3, 1);
export const glideMs = 180;
