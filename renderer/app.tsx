import { CSPProvider } from '@base-ui/react/csp-provider'
import { lazy, type ReactNode, Suspense } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'
import { useConnection } from './api/connection.ts'
import { ConflictDialog } from './conflict/conflict-dialog.tsx'
import { HomePage } from './features/home/home-page.tsx'
import { JobsPage } from './features/jobs/jobs-page.tsx'
import { Palette } from './features/palette/palette.tsx'
import { RunPage } from './features/runs/run-page.tsx'
import { RunsPage } from './features/runs/runs-page.tsx'
import { ConnectionBanner } from './shell/connection-banner.tsx'
import { DocumentState } from './shell/document-state.tsx'
import { Navigation } from './shell/navigation.tsx'
import { useNewShortcut } from './shell/new-shortcut.ts'
import { PauseBanner } from './shell/pause-banner.tsx'
import { ShortcutHelp } from './shell/shortcut-help.tsx'
import { TroubleBanner } from './shell/trouble-banner.tsx'
import { Unlock } from './shell/unlock.tsx'
import { Announcer } from './ui/announcer.tsx'
import { buttonClass } from './ui/button.tsx'
import { Empty } from './ui/empty.tsx'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { Page } from './ui/page.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'
import { Toasts } from './ui/toasts.tsx'

/** What not everybody opens, or what is large, such as the knowledge of expressions and zones, is loaded when it is opened. */
const JobPlace = lazy(() => import('./job-place.tsx').then((pages) => ({ default: pages.JobPlace })))
const JobVersionsPage = lazy(() =>
  import('./features/jobs/versions-page.tsx').then((pages) => ({ default: pages.JobVersionsPage })),
)
const CalendarPage = lazy(() =>
  import('./features/calendar/calendar-page.tsx').then((pages) => ({ default: pages.CalendarPage })),
)
const SettingsPage = lazy(() =>
  import('./features/settings/settings-page.tsx').then((pages) => ({ default: pages.SettingsPage })),
)
const QueuePage = lazy(() => import('./features/queue/queue-page.tsx').then((pages) => ({ default: pages.QueuePage })))
const WorkersPage = lazy(() => import('./features/workers/workers-page.tsx').then((pages) => ({ default: pages.WorkersPage })))
const schedulePages = () => import('./features/schedules/schedule-page.tsx')
const NewSchedulePage = lazy(() => schedulePages().then((pages) => ({ default: pages.NewSchedulePage })))
const SchedulePage = lazy(() => schedulePages().then((pages) => ({ default: pages.SchedulePage })))

const triggerPages = () => import('./features/triggers/trigger-page.tsx')
const NewTriggerPage = lazy(() => triggerPages().then((pages) => ({ default: pages.NewTriggerPage })))
const TriggerPage = lazy(() => triggerPages().then((pages) => ({ default: pages.TriggerPage })))

const FlowsPage = lazy(() => import('./features/flows/flows-page.tsx').then((pages) => ({ default: pages.FlowsPage })))
const HistoryFilePage = lazy(() =>
  import('./features/runs/history-file-page.tsx').then((pages) => ({ default: pages.HistoryFilePage })),
)
const FlowPage = lazy(() => import('./features/flows/flow-page.tsx').then((pages) => ({ default: pages.FlowPage })))

const PipelinesPage = lazy(() =>
  import('./features/pipelines/pipelines-page.tsx').then((pages) => ({ default: pages.PipelinesPage })),
)
const PipelinePage = lazy(() =>
  import('./features/pipelines/pipeline-page.tsx').then((pages) => ({ default: pages.PipelinePage })),
)
const ObjectsPage = lazy(() => import('./features/objects/objects-page.tsx').then((pages) => ({ default: pages.ObjectsPage })))
const ObjectPage = lazy(() => import('./features/objects/object-page.tsx').then((pages) => ({ default: pages.ObjectPage })))

const TransferPage = lazy(() =>
  import('./features/transfer/transfer-page.tsx').then((pages) => ({ default: pages.TransferPage })),
)

const Later = ({ title, children }: { title: string; children: ReactNode }) => (
  <Suspense
    fallback={
      <Page title={title}>
        <SkeletonRows rows={4} />
      </Page>
    }
  >
    {children}
  </Suspense>
)

export function App() {
  const locked = useConnection(({ state }) => state === 'locked')
  const [place] = useLocation()
  useNewShortcut()
  return (
    // The strict content security policy allows no style elements.
    <CSPProvider disableStyleElements>
      {locked ? (
        <Unlock />
      ) : (
        <div className="grid h-full grid-cols-[208px_1fr] max-[960px]:grid-cols-[168px_1fr]">
          <Navigation />
          <div className="flex min-h-0 min-w-0 flex-col bg-surface">
            <ConnectionBanner />
            <TroubleBanner />
            <PauseBanner />
            <main className="flex min-h-0 flex-1 flex-col">
              <ErrorBoundary place={place}>
                <Pages />
              </ErrorBoundary>
            </main>
          </div>
          <DocumentState />
          <Palette />
          <ShortcutHelp />
        </div>
      )}
      <ConflictDialog />
      <Toasts />
      <Announcer />
    </CSPProvider>
  )
}

function Pages() {
  return (
    <Switch>
      <Route path="/jobs" component={JobsPage} />
      <Route path="/jobs/:id">
        {({ id }) => (
          <Later title="Job">
            <JobPlace key={id} id={id} />
          </Later>
        )}
      </Route>
      <Route path="/jobs/:id/versions">
        {({ id }) => (
          <Later title="Versions">
            <JobVersionsPage key={id} id={id} />
          </Later>
        )}
      </Route>
      <Route path="/jobs/:id/triggers/new">
        {({ id }) => (
          <Later title="Trigger">
            <NewTriggerPage key={id} jobId={id} />
          </Later>
        )}
      </Route>
      <Route path="/triggers/:id">
        {({ id }) => (
          <Later title="Trigger">
            <TriggerPage key={id} id={id} />
          </Later>
        )}
      </Route>
      <Route path="/jobs/:id/schedules/new">
        {({ id }) => (
          <Later title="Schedule">
            <NewSchedulePage key={id} jobId={id} />
          </Later>
        )}
      </Route>
      <Route path="/schedules/:id">
        {({ id }) => (
          <Later title="Schedule">
            <SchedulePage key={id} id={id} />
          </Later>
        )}
      </Route>
      <Route path="/flows">
        <Later title="Flows">
          <FlowsPage />
        </Later>
      </Route>
      <Route path="/flows/:id">
        {({ id }) => (
          <Later title="Flow">
            <FlowPage key={id} id={id} />
          </Later>
        )}
      </Route>
      <Route path="/pipelines">
        <Later title="Pipelines">
          <PipelinesPage />
        </Later>
      </Route>
      <Route path="/pipelines/:id">
        {({ id }) => (
          <Later title="Pipeline">
            <PipelinePage key={id} id={id} />
          </Later>
        )}
      </Route>
      <Route path="/files">
        <Later title="Files">
          <ObjectsPage />
        </Later>
      </Route>
      <Route path="/files/:hash">
        {({ hash }) => (
          <Later title="File">
            <ObjectPage key={hash} hash={hash} />
          </Later>
        )}
      </Route>
      <Route path="/history">
        <Later title="History of a run">
          <HistoryFilePage />
        </Later>
      </Route>
      <Route path="/runs" component={RunsPage} />
      <Route path="/runs/:ref">{({ ref }) => <RunPage key={ref} reference={ref} />}</Route>
      <Route path="/calendar">
        <Later title="Calendar">
          <CalendarPage />
        </Later>
      </Route>
      <Route path="/import">
        <Later title="Import and export">
          <TransferPage />
        </Later>
      </Route>
      <Route path="/queue">
        <Later title="Queue">
          <QueuePage />
        </Later>
      </Route>
      <Route path="/workers">
        <Later title="Workers">
          <WorkersPage />
        </Later>
      </Route>
      <Route path="/settings">
        <Later title="Settings">
          <SettingsPage />
        </Later>
      </Route>
      <Route path="/" component={HomePage} />
      <Route>
        <Page title="Not found">
          <Empty
            title="There is no such page"
            action={
              <Link href="/jobs" className={buttonClass('primary')}>
                Go to jobs
              </Link>
            }
          />
        </Page>
      </Route>
    </Switch>
  )
}
