import type { Json } from '../../../shared/model/json.ts'
import type { Params } from '../../../shared/model/params.ts'

/** A secret parameter as it is stored: only an executor decrypts it. */
export type Sealed = { $sealed: string }

export const isSealed = (value: Json | undefined): value is Sealed =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['$sealed'] === 'string'

/** The parameters with something else in place of each sealed one. */
export const withoutSeals = (params: Params, open: (sealed: Sealed, name: string) => Json): Params =>
  Object.values(params).some(isSealed)
    ? Object.fromEntries(Object.entries(params).map(([name, value]) => [name, isSealed(value) ? open(value, name) : value]))
    : params

/** The parameters of a run for people. */
export const shownParams = (params: Params): Params => withoutSeals(params, () => '***')
