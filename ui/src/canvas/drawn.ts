import { createContext, useContext } from "react";
import type { Picture } from "../schema";
import { emptyFlow, type Flow } from "./model/flow";
import { nothing } from "./source";

/** What a diagram draws, for the parts of it that draw the picture itself. */
export const Drawn = createContext<{ picture: Picture; flow: Flow }>({ picture: nothing, flow: emptyFlow });

export const useDrawn = (): { picture: Picture; flow: Flow } => useContext(Drawn);
