import type { Client } from '../../../shared/contract/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import { goneText } from '../../../shared/log/gone-text.ts'
import { err } from './print.ts'
import { exactTime } from './time-text.ts'

type Place = { ref: string; node?: string | undefined; attempt?: number | undefined }

/** Throws `not-found` if there was a log of which nothing is left; says so if only a part is left. */
export async function refuseGone(client: Client, { ref, node, attempt }: Place): Promise<void> {
  const place = { ref, ...(node === undefined ? {} : { node }), ...(attempt === undefined ? {} : { attempt }) }
  const { gone, bytes } = await client.logs.read({ ...place, count: 1 })
  if (gone === null) return
  const text = goneText(gone, exactTime)
  if (bytes === 0) throw new AppError('not-found', text)
  err(text)
}
