import { useEffect, useRef, useState } from "react";
import { HostProblem } from "../host";

export interface Answer<T> {
  /** The newest answer there is; kept while the next one is on its way, so that a view that steps does not blink. */
  value: T | null;
  /** Whether `value` is for the key asked for now. */
  current: boolean;
  problem: HostProblem | null;
}

/**
 * Asks the workbench for what a key stands for. One request is on its way at a time, and only the newest key is asked for next: stepping fast asks as fast
 * as answers come. Keys of one `subject` replace each other; when the subject changes, the old value is dropped at once.
 */
export function useAnswer<T>(subject: string | null, key: string, ask: () => Promise<T>): Answer<T> {
  const [got, setGot] = useState<{ subject: string | null; key: string; value: T | null; problem: HostProblem | null } | null>(null);
  const wanted = useRef<{ subject: string | null; key: string; ask: () => Promise<T> }>(null);
  const busy = useRef(false);

  useEffect(() => {
    wanted.current = { subject, key, ask };
    const next = async (): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      for (let done: string | null = null; ; ) {
        const now = wanted.current;
        if (now === null || now.subject === null || `${now.subject}\n${now.key}` === done) break;
        done = `${now.subject}\n${now.key}`;
        try {
          const value = await now.ask();
          setGot({ subject: now.subject, key: now.key, value, problem: null });
        } catch (thrown) {
          const problem = HostProblem.from(thrown);
          setGot((old) => ({ subject: now.subject, key: now.key, value: old?.subject === now.subject ? old.value : null, problem }));
        }
      }
      busy.current = false;
    };
    void next();
    // `ask` is a new function with every drawing; the key says when it means something new.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [subject, key]);

  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );

  if (subject === null || got?.subject !== subject) return { value: null, current: false, problem: null };
  return { value: got.value, current: got.key === key, problem: got.key === key ? got.problem : null };
}
