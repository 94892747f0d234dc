import { useEffect } from 'react'
import { useSearchParams } from 'wouter'
import { writtenValue } from '../../../shared/filter/print.ts'
import { joined } from '../../filter-bar/draft.ts'

const old = ['status', 'inner', 'job']

/** Addresses of earlier releases have a parameter for each filter: they become tokens. */
export function useOldFilters(): void {
  const [params, setParams] = useSearchParams()
  const isOld = old.some((name) => params.has(name))
  useEffect(() => {
    if (isOld) setParams((before) => new URLSearchParams({ q: filterOf(before) }), { replace: true })
  }, [isOld, setParams])
}

export function filterOf(params: URLSearchParams): string {
  const [status, job, search] = [params.get('status'), params.get('job'), params.get('q')?.trim() ?? '']
  return joined([
    status === null ? '' : `status:${writtenValue(status, false)}`,
    job === null ? '' : `job:${writtenValue(job, false)}`,
    params.get('inner') === 'yes' ? 'parent:any' : '',
    search === '' ? '' : writtenValue(search),
  ])
}
