/** `--glide` of tokens.css, for what is moved by scripts: how the diagram goes from one picture to the next. */
export const glide = { duration: 180, easing: "cubic-bezier(.2,.7,.3,1)" };
