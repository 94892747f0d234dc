import type { Params } from '../../../shared/model/params.ts'
import { type Sealed, withoutSealedText, withoutSeals } from '../base/sealed.ts'

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

/** A text that a flow made of its data, with the secret parameters in it; `opened` collects them. */
export const openedText = (sealer: Sealer, text: string, opened: Set<string>): string =>
  withoutSealedText(text, (sealed) => {
    const secret = sealer.openParam(null, '', sealed)
    opened.add(secret)
    return secret
  })
