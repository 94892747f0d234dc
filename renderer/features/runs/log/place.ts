/** Which log: of a run, of one of its nodes, of one attempt. As requests name it. */
export type Place = { ref: string; node?: string; attempt?: number }

export const placeOf = (ref: string, node: string | null, attempt: number | null): Place => ({
  ref,
  ...(node === null ? {} : { node }),
  ...(attempt === null ? {} : { attempt }),
})
