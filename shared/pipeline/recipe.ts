import type { Params } from '../model/params.ts'
import { variableOf } from '../params/variable.ts'
import type { Step } from './manifest.ts'

/** A script that asks for the name of its input is another one for another name. */
export const asksForName = ({ script }: Pick<Step, 'script'>): boolean => script.includes('INPUT_NAME')

/** A script gets the parameters whose variables it names, and no others: another value makes another script of it. */
export const asksForParam = ({ script }: Pick<Step, 'script'>, name: string): boolean =>
  new RegExp(`\\b${variableOf(name)}(?![A-Z0-9_])`).test(script)

/**
 * What a step does to an input, as a text: where it is the same, so is what comes of it. The interpreter is the one that is
 * really used, wherever it is named.
 */
export function recipeText(
  step: Step,
  interpreter: readonly string[],
  input: { hash: string; name: string } | null,
  params: Params = {},
): string {
  const env = Object.entries(step.env).sort(([a], [b]) => (a < b ? -1 : 1))
  const name = input !== null && asksForName(step) ? input.name : null
  const asked = Object.entries(params).filter(([param]) => asksForParam(step, param))
  const values = asked.length === 0 ? [] : [asked.sort(([a], [b]) => (a < b ? -1 : 1))]
  return JSON.stringify(['localflow recipe 1', step.script, interpreter, env, input?.hash ?? null, name, ...values])
}
