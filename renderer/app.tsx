import { CSPProvider } from '@base-ui/react/csp-provider'
import { useRef } from 'react'
import { useLocation } from 'wouter'
import { useConnection } from './api/connection.ts'
import { Conflicts } from './conflict/conflicts.tsx'
import { Palette } from './features/palette/palette.tsx'
import { OpenMerges } from './flow-merge/open-merges.tsx'
import { Pages } from './pages.tsx'
import { RunForms } from './run-form/run-forms.tsx'
import { ConnectionBanner } from './shell/connection-banner.tsx'
import { DocumentState } from './shell/document-state.tsx'
import { KeyHelp } from './shell/key-help.tsx'
import { Navigation } from './shell/navigation.tsx'
import { PauseBanner } from './shell/pause-banner.tsx'
import { SkipLink } from './shell/skip-link.tsx'
import { TroubleBanner } from './shell/trouble-banner.tsx'
import { Unlock } from './shell/unlock.tsx'
import { useShellKeys } from './shell/use-shell-keys.ts'
import { TemplateDialogs } from './templates/template-dialogs.tsx'
import { Announcer } from './ui/announcer.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { Toasts } from './ui/toast-list.tsx'

export function App() {
  const locked = useConnection(({ state }) => state === 'locked')
  const [place] = useLocation()
  const content = useRef<HTMLElement>(null)
  useShellKeys()
  return (
    // The strict content security policy allows no style elements.
    <CSPProvider disableStyleElements>
      {locked ? (
        <Unlock />
      ) : (
        <div className="grid h-full grid-cols-[208px_1fr] max-[960px]:grid-cols-[52px_1fr]">
          <SkipLink to={content} />
          <Navigation />
          <div className="flex min-h-0 min-w-0 flex-col bg-surface">
            <ConnectionBanner />
            <TroubleBanner />
            <PauseBanner />
            <main ref={content} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              <ErrorBoundary place={place}>
                <Pages />
              </ErrorBoundary>
            </main>
          </div>
          <DocumentState />
          <Palette />
          <KeyHelp />
        </div>
      )}
      <Conflicts />
      <OpenMerges />
      <RunForms />
      <TemplateDialogs />
      <Toasts />
      <Announcer />
    </CSPProvider>
  )
}
