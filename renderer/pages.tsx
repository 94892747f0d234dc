import { Link, Route, Switch } from 'wouter'
import { WhileLoading } from './load-later.tsx'
import { routes } from './routes.tsx'
import { buttonClass } from './ui/button.tsx'
import { Empty } from './ui/empty.tsx'
import { Page } from './ui/page.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'
import { pageWords } from './words.ts'

/** The page of the address in the window. */
export function Pages() {
  return (
    <Switch>
      {routes.map(({ path, title, page }) => (
        <Route key={path} path={path}>
          {({ 0: param = '' }) =>
            title === null ? page(param) : <WhileLoading show={<Loading title={title} />}>{page(param)}</WhileLoading>
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
  <Page title={pageWords.notFound}>
    <Empty
      title={pageWords.notFound}
      action={
        <Link href="/" className={buttonClass('primary')}>
          {pageWords.goHome}
        </Link>
      }
    >
      {pageWords.notFoundText}
    </Empty>
  </Page>
)
