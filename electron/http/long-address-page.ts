import { createHash } from 'node:crypto'
import { isPage } from '../../shared/pages.ts'

const style = `:root{color-scheme:light dark}body{font:13px/1.5 ui-sans-serif,system-ui,sans-serif;margin:0}
main{max-width:480px;margin:0 auto;padding:64px 24px}h1{font-size:20px;line-height:1.3;margin:0 0 8px}p{margin:0 0 16px}a{margin-right:16px}`

/** The page has no script, and no style but its own. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`

export type Page = { html: string; policy: string }

/**
 * For a browser that asked for a page with an address that is too long, most often because of its filter: the same page without
 * it. Null: a program asked, or nothing says who did.
 */
export function longAddressPage(request: string, most: string): Page | null {
  const [, path] = /^GET (\/[\w./-]*)(?=[? ])/.exec(request) ?? []
  if (path === undefined || !isPage(path) || !/\r\naccept:[^\r\n]*text\/html/i.test(request)) return null
  const name = (path.split('/')[1] ?? '').replace(/^./, (first) => first.toUpperCase())
  const same = path === '/' ? '' : `<a href="${path}">Open ${name} without a filter</a>`
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The address is too long · LocalFlow</title><style>${style}</style>
<main><h1>The address is too long</h1>
<p>LocalFlow reads addresses of up to ${most}. A shorter filter fits.</p><p>${same}<a href="/">Go to Home</a></p></main></html>`
  return { html, policy }
}
