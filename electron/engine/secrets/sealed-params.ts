import type { Params } from '../../../shared/model/params.ts'
import { type Sealed, withoutSeals } from '../base/sealed.ts'

/** Encrypts and decrypts the secret parameters of jobs. A value that was moved to another job or parameter cannot be decrypted. */
export type Sealer = {
  sealParam(jobId: string, name: string, text: string): Sealed
  openParam(jobId: string, name: string, sealed: Sealed): string
}

/** The parameters of a run for its program; `opened` collects the secret ones. */
export const openedParams = (sealer: Sealer, jobId: string | null, params: Params, opened: Set<string>): Params =>
  jobId === null
    ? params
    : withoutSeals(params, (sealed, name) => {
        const text = sealer.openParam(jobId, name, sealed)
        opened.add(text)
        return text
      })
