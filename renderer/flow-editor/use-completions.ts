import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { namedReferences } from '../../shared/flow/completion/references.ts'
import { api } from '../api/client.ts'

const none: string[] = []

/** What fields complete: references of the definition and of the data of the last run, and the names of secrets. */
export function useCompletions(definition: unknown, paths: readonly string[] | undefined) {
  const { data } = useQuery(api.secrets.list.queryOptions())
  const named = useMemo(() => namedReferences(definition), [definition])
  return useMemo(() => {
    const references = [...new Set([...named, ...(paths ?? none)])].sort()
    return { references, secrets: data?.items.map(({ name }) => name) ?? none }
  }, [named, paths, data])
}
