import { useCallback, useEffect, useState } from "react";
import { call, HostProblem } from "../host";
import type { PayloadRef } from "../schema";
import { utf8Length } from "./model/bytes";

/** Bytes asked for at once. */
const SLICE = 256 * 1024;
/** A payload is fetched whole up to this; past it the person asks for more. */
const UNASKED = 1024 * 1024;
/** Characters kept of payloads that were looked at. */
const KEPT = 16 * 1024 * 1024;

/** What is known of a payload's text: it begins at its first byte. */
export interface PayloadText {
  text: string;
  /** Bytes that `text` is of. */
  bytes: number;
  total: number;
}

/** The payloads looked at last, by hash; a hash names its content, so nothing here grows old. */
const known = new Map<string, PayloadText>();

function keep(hash: string, payload: PayloadText): PayloadText {
  known.delete(hash);
  known.set(hash, payload);
  let size = 0;
  for (const one of known.values()) size += one.text.length;
  for (const [oldest, one] of known) {
    if (size <= KEPT || oldest === hash) break;
    known.delete(oldest);
    size -= one.text.length;
  }
  return payload;
}

export const isWhole = (payload: PayloadText): boolean => payload.bytes >= payload.total;

/** As much of a payload as `limit` bytes, fetched in slices that join. Rejects. */
export async function readPayload(ref: PayloadRef, limit = UNASKED): Promise<PayloadText> {
  if (ref.whole) return { text: ref.preview, bytes: ref.bytes, total: ref.bytes };
  let payload = known.get(ref.hash) ?? { text: "", bytes: 0, total: ref.bytes };
  while (payload.bytes < Math.min(limit, payload.total)) {
    const slice = await call("payload", { hash: ref.hash, from: payload.bytes, count: SLICE });
    const length = utf8Length(slice.text);
    // The host moves a start within a character back; a slice that brings nothing new would be asked for for ever.
    if (slice.from !== payload.bytes || length === 0) break;
    payload = keep(ref.hash, { text: payload.text + slice.text, bytes: payload.bytes + length, total: slice.total });
  }
  return payload;
}

/** The whole text, however long: for copying. Rejects. */
export async function wholePayload(ref: PayloadRef): Promise<string> {
  return (await readPayload(ref, Number.POSITIVE_INFINITY)).text;
}

export interface ShownPayload {
  /** None while the first slice is on its way. */
  payload: PayloadText | null;
  problem: HostProblem | null;
  /** Fetches another stretch of a payload that is too long to be fetched whole unasked. */
  more: () => void;
}

export function usePayload(ref: PayloadRef | null): ShownPayload {
  const [got, setGot] = useState<{ hash: string; payload: PayloadText | null; problem: HostProblem | null } | null>(null);
  const hash = ref?.hash ?? null;

  const read = useCallback(
    (limit: number) => {
      if (ref === null) return;
      readPayload(ref, limit).then(
        (payload) => setGot({ hash: ref.hash, payload, problem: null }),
        (thrown: unknown) => setGot({ hash: ref.hash, payload: null, problem: HostProblem.from(thrown) }),
      );
    },
    // A hash names its content.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [hash],
  );

  useEffect(() => {
    if (ref !== null && !ref.whole) read(UNASKED);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [hash, read]);

  if (ref === null) return { payload: null, problem: null, more: () => undefined };
  if (ref.whole) return { payload: { text: ref.preview, bytes: ref.bytes, total: ref.bytes }, problem: null, more: () => undefined };
  const mine = got !== null && got.hash === hash ? got : null;
  return { payload: mine?.payload ?? known.get(ref.hash) ?? null, problem: mine?.problem ?? null, more: () => read((mine?.payload?.bytes ?? 0) + UNASKED) };
}
