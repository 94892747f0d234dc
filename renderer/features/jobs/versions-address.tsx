import { Redirect, useSearchParams } from 'wouter'
import { definitionHref, versionHref } from '../../definition/links.ts'

/** The versions of a job once had a page of their own. */
export function VersionsAddress({ id }: { id: string }) {
  const [params] = useSearchParams()
  const version = Number(params.get('v'))
  return <Redirect to={version > 0 ? versionHref('job', id, version) : definitionHref('job', id, 'versions')} replace />
}
