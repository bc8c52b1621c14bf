// The control of the page's benchmark: React Flow with nothing in it, and the dots that our canvas has.
import { Background, BackgroundVariant, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { createRoot } from "react-dom/client";

createRoot(document.getElementById("root")!).render(
  <ReactFlow nodes={[]} edges={[]} panOnScroll minZoom={0.01} proOptions={{ hideAttribution: true }}>
    <Background variant={BackgroundVariant.Dots} gap={20} size={2} />
  </ReactFlow>,
);
