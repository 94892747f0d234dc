import type { Params } from '../../../shared/model/params.ts'
import { isSealed, type Sealed, withoutSealedText, withoutSeals } from '../base/sealed.ts'

/**
 * Encrypts and decrypts secret parameters. A value that was moved to another job or parameter cannot be decrypted; one of a
 * flow or a pipeline, whose owner is null, may move.
 */
export type Sealer = {
  sealParam(jobId: string | null, name: string, text: string): Sealed
  openParam(jobId: string | null, name: string, sealed: Sealed): string
}

/** The parameters of a run for its program; `opened` collects the secret ones. */
export const openedParams = (sealer: Sealer, jobId: string | null, params: Params, opened: Set<string>): Params =>
  withoutSeals(params, (sealed, name) => {
    const text = sealer.openParam(jobId, name, sealed)
    opened.add(text)
    return text
  })

/** The parameters of a run of a job for a run that LocalFlow starts for it; secret ones that cannot be decrypted are left out. */
export function resealed(sealer: Sealer, jobId: string | null, params: Params): Params {
  const entries = Object.entries(params).flatMap(([name, value]): [string, Params[string]][] => {
    try {
      const [open] = Object.values(withoutSeals({ [name]: value }, (sealed) => sealer.openParam(jobId, name, sealed)))
      return [[name, isSealed(value) ? sealer.sealParam(null, name, String(open)) : value]]
    } catch {
      return []
    }
  })
  return Object.fromEntries(entries)
}

/** A text that a flow made of its data, with the secret parameters in it; `opened` collects them. */
export const openedText = (sealer: Sealer, text: string, opened: Set<string>): string =>
  withoutSealedText(text, (sealed) => {
    const secret = sealer.openParam(null, '', sealed)
    opened.add(secret)
    return secret
  })
