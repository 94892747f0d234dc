import type { Step } from '../../../shared/pipeline/manifest.ts'
import { asksForName } from '../../../shared/pipeline/recipe.ts'
import type { Artifacts } from '../artifacts/artifacts.ts'
import type { Claim } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import { stepOf, stepsOf } from './pipeline-state.ts'

export function stepOfClaim(store: Store, claim: Claim): Step {
  const run = store.pipelines.run(claim.run)
  const step = run && stepsOf(store, run.manifest)[stepOf(claim.nodeKey) - 1]
  if (!step) throw new Error(`task ${claim.task} is not part of a pipeline`)
  return step
}

/**
 * The input of a step. Its name is included only if the script asks for it: otherwise the recipe depends on the content
 * alone.
 */
export async function inputOf(store: Store, artifacts: Pick<Artifacts, 'pathOf'>, claim: Claim): Promise<Record<string, string>> {
  const execution = store.executions.ofTask(claim.task)
  const step = stepOfClaim(store, claim)
  if (!execution) throw new Error(`task ${claim.task} is not part of a pipeline`)
  const own = { LOCALFLOW_STEP: step.name }
  if (execution.input === null) return own
  const path = await artifacts.pathOf(execution.input)
  return { ...own, INPUT_FILE: path, ...(asksForName(step) ? { INPUT_NAME: execution.inputName ?? '' } : {}) }
}
