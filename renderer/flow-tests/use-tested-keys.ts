import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import type { Definition } from '../../shared/flow/definition.ts'
import { keysBefore, renamedKeys } from '../../shared/flow/renamed-keys.ts'
import type { RunDetail } from '../../shared/model/run.ts'
import { api } from '../api/client.ts'
import { changedSince } from './changed-since.ts'

export type TestedKeys = {
  /** The test, with its nodes called as the draft calls them now. */
  run: RunDetail | null
  /** What the test calls a node of the draft. */
  keyInTest(node: string): string
  /** Nodes of the draft that do something else now than they did in the test. */
  stale: ReadonlySet<string>
}

type Followed = { tested: Definition; draft: Definition; renamed: ReadonlyMap<string, string> }

/** The results of a test stay with nodes that were renamed since. */
export function useTestedKeys(run: RunDetail | null, draft: Definition | null): TestedKeys {
  const { data } = useQuery({
    ...api.flowRuns.history.queryOptions({ input: { ref: run?.id ?? '' } }),
    enabled: run !== null,
    // A run keeps its definition.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const tested = data ? (data.definition as Definition) : null
  const last = useRef<Followed | null>(null)
  return useMemo(() => {
    const followed = tested && draft && follow(last.current, tested, draft)
    last.current = followed
    const renamed = followed?.renamed ?? new Map<string, string>()
    const old = keysBefore(renamed)
    const nodes = run?.nodes.map((node) => ({ ...node, key: renamed.get(node.key) ?? node.key }))
    const stale = followed ? changedSince(followed, renamed, nodes ?? []) : none
    return { run: run && { ...run, nodes: nodes ?? [] }, keyInTest: (node) => old.get(node) ?? node, stale }
  }, [run, tested, draft])
}

const none: ReadonlySet<string> = new Set()

/** From one change of the draft to the next, more renames are known for sure than from its first to its last state. */
function follow(last: Followed | null, tested: Definition, draft: Definition): Followed {
  if (last === null || last.tested !== tested) return { tested, draft, renamed: renamedKeys(tested, draft) }
  const step = renamedKeys(last.draft, draft)
  if (step.size === 0) return { ...last, draft }
  const keys = Object.keys(tested.nodes).map((key): [string, string] => {
    const before = last.renamed.get(key) ?? key
    return [key, step.get(before) ?? before]
  })
  return { tested, draft, renamed: new Map(keys.filter(([key, now]) => key !== now)) }
}
