import type { Step } from './manifest.ts'

/** A script that asks for the name of its input is another one for another name. */
export const asksForName = ({ script }: Pick<Step, 'script'>): boolean => script.includes('INPUT_NAME')

/**
 * What a step does to an input, as a text: where it is the same, so is what comes of it. The interpreter is the one that is
 * really used, wherever it is named.
 */
export function recipeText(step: Step, interpreter: readonly string[], input: { hash: string; name: string } | null): string {
  const env = Object.entries(step.env).sort(([a], [b]) => (a < b ? -1 : 1))
  const name = input !== null && asksForName(step) ? input.name : null
  return JSON.stringify(['localflow recipe 1', step.script, interpreter, env, input?.hash ?? null, name])
}
