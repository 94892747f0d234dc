import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../api/client.ts'
import { usePageTitle } from '../ui/page.tsx'

/** Shows in the browser's tab, which may be in the background, that something needs attention: a count and a red dot. */
export function DocumentState(): null {
  const title = usePageTitle(({ title: of }) => of)
  const alerts = useQuery(api.system.info.queryOptions()).data?.alerts ?? 0
  useEffect(() => {
    document.title = `${alerts > 0 ? `(${alerts}) ` : ''}${title === '' ? '' : `${title} · `}LocalFlow`
  }, [title, alerts])
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (icon) icon.href = alerts > 0 ? '/icon-failed.svg' : '/icon.svg'
  }, [alerts])
  return null
}
