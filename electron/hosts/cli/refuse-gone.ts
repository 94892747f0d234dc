import type { Client } from '../../../shared/contract/contract.ts'
import { AppError } from '../../../shared/errors.ts'

type Place = { ref: string; node?: string | undefined; attempt?: number | undefined }

/** Throws `not-found` if there was a log of which nothing is left. */
export async function refuseGone(client: Client, { ref, node, attempt }: Place): Promise<void> {
  const place = { ref, ...(node === undefined ? {} : { node }), ...(attempt === undefined ? {} : { attempt }) }
  const { gone } = await client.logs.read({ ...place, count: 1 })
  if (gone !== null) throw new AppError('not-found', gone.why)
}
