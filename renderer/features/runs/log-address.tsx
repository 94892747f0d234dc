import { Redirect } from 'wouter'

/** `/runs/4182/log?step=tests#L120-131`: the address of lines of a log opens the run on its tab Log. */
export function LogAddress({ reference }: { reference: string }) {
  const params = new URLSearchParams(location.search)
  params.set('tab', 'log')
  return <Redirect to={`/runs/${reference}?${params}${location.hash}`} replace />
}
