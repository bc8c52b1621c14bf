/**
 * React Flow measures where edges end by these elements, and draws no edge without them. Where the edges really run comes with
 * the picture.
 */
export function Ends() {
  return (
    <>
      <i className="source" data-handlepos="bottom" hidden />
      <i className="target" data-handlepos="top" hidden />
    </>
  );
}
