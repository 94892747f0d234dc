import { AppError } from '../../shared/errors.ts'
import { keyOf } from '../../shared/filter/keys.ts'
import { suggestValues } from '../../shared/filter/suggest-values.ts'
import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { filters } = implementer

export const filtersApi = (engine: Engine) => ({
  values: filters.values.handler(({ input: { list, key, text } }) => {
    const known = keyOf(list, key)
    if (!known) throw new AppError('not-found', `A filter of ${list} has no key "${key}".`)
    const { facts, isPart } = engine[list].facts()
    return { items: suggestValues(known, facts, text), newest: isPart ? facts.length : null }
  }),
})
