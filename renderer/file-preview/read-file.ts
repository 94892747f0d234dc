import { client } from '../api/client.ts'

/** The first bytes of a kept file, or all of it. */
export async function readFile(hash: string, count: number | null): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  for await (const { data } of await client.objects.bytes({ hash, ...(count === null ? {} : { count }) }))
    pieces.push(bytesOf(data))
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
