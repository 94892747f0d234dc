import { Suspense } from 'react'
import { Link, Route, Switch } from 'wouter'
import { routes } from './routes.tsx'
import { buttonClass } from './ui/button.tsx'
import { Empty } from './ui/empty.tsx'
import { Page } from './ui/page.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'

/** The page of the address in the window. */
export function Pages() {
  return (
    <Switch>
      {routes.map(({ path, title, page }) => (
        <Route key={path} path={path}>
          {({ 0: param = '' }) =>
            title === null ? page(param) : <Suspense fallback={<Loading title={title} />}>{page(param)}</Suspense>
          }
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  )
}

const Loading = ({ title }: { title: string }) => (
  <Page title={title}>
    <SkeletonRows rows={4} />
  </Page>
)

const NotFound = () => (
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
)
