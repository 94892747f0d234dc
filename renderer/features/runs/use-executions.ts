import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { limits } from '../../../shared/model/limits.ts'
import type { Execution, PipelineRun } from '../../../shared/model/pipeline.ts'
import { api, client } from '../../api/client.ts'

/** The most inputs of a step that are listed. */
export const executionsShown = 2_000

/** The first inputs of each step of a pipeline's run. */
export function useExecutions(view: PipelineRun | undefined): Execution[] {
  const id = view?.run.id ?? ''
  const names = view?.steps.map(({ name }) => name) ?? []
  const { data } = useQuery({
    // Below the key of all that changes with pipelines' runs.
    queryKey: [...api.pipelines.executions.key(), 'of run', id, names.join('\n')],
    queryFn: async () => (await Promise.all(names.map((step) => ofStep(id, step)))).flat(),
    enabled: view !== undefined,
    placeholderData: keepPreviousData,
  })
  return data ?? []
}

async function ofStep(ref: string, step: string): Promise<Execution[]> {
  const found: Execution[] = []
  for (let cursor: string | null = null; found.length < executionsShown; ) {
    const page: { items: Execution[]; nextCursor: string | null } = await client.pipelines.executions({
      ...{ ref, step, limit: limits.pageSize },
      ...(cursor === null ? {} : { cursor }),
    })
    found.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return found
}
