import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../api/client.ts'
import { usePageTitle } from '../ui/page.tsx'

/** Shows in the browser's tab, which may be in the background, that something needs attention: a count and a red dot. */
export function DocumentState(): null {
  const title = usePageTitle(({ title: of }) => of)
  const { alerts = 0, approvals = 0 } = useQuery(api.system.info.queryOptions()).data ?? {}
  const count = alerts + approvals
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${title === '' ? '' : `${title} · `}LocalFlow`
  }, [title, count])
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (icon) icon.href = alerts > 0 ? '/icon-failed.svg' : '/icon.svg'
  }, [alerts])
  return null
}
