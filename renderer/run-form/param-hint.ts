import type { Param } from '../../shared/params/param.ts'
import type { Held } from './form.ts'
import { words } from './words.ts'

/** One line about a parameter: its description, its limits, and its default where the value is another. */
export function hintOf(param: Param, held: Held): string | undefined {
  const preset = 'default' in param ? param.default : undefined
  const isOther = preset !== undefined && preset !== '' && String(preset) !== String(held)
  return (
    [param.description, rangeOf(param), isOther && words.preset(typeof preset === 'string' ? preset : JSON.stringify(preset))]
      .filter((part) => typeof part === 'string')
      .join(' · ') || undefined
  )
}

/** The limits of a number, before a wrong one is typed. */
function rangeOf(param: Param): string | false {
  if (param.type !== 'integer' && param.type !== 'number') return false
  return words.range(param.min, param.max)
}
