import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../shared/errors.ts'
import { isPage } from '../../shared/pages.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** What the renderer may do, wherever it is served from: nothing but its own files and its own host. */
export const rendererPolicy = (connect: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * The path of a file of the renderer for the path of a URL. Only plain names below the folder exist; every other path
 * is a page of the app.
 */
export function rendererFile(folder: string, urlPath: string): { path: string; type: string; isPage: boolean } {
  const type = types[extname(urlPath)]
  const plain = /^\/(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(urlPath)
  if (!plain || type === undefined || urlPath === '/index.html')
    return { path: join(folder, 'index.html'), type: types['.html'] as string, isPage: true }
  return { path: join(folder, ...urlPath.split('/')), type, isPage: false }
}

/** Serves the renderer. Files under assets/ carry their hash in their name and never change. */
export async function serveRenderer(
  folder: string,
  urlPath: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = rendererFile(folder, urlPath)
  const isKnown = !file.isPage || isPage(urlPath)
  // A browser gets the app's own word on an unknown page, a program gets JSON.
  if (!isKnown && !request.headers.accept?.includes('text/html'))
    throw new AppError('not-found', `There is no ${request.method} ${urlPath}.`)
  const facts = await stat(file.path).catch(() => null)
  if (!facts?.isFile()) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
    return void response.end(file.isPage ? 'The interface is not built. Run "npm run build".\n' : 'There is no such file.\n')
  }
  if (file.isPage) response.setHeader('Content-Security-Policy', rendererPolicy(`'self' ws://${request.headers.host}`))
  response.setHeader('Cache-Control', urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  response.writeHead(isKnown ? 200 : 404, { 'Content-Type': file.type, 'Content-Length': facts.size })
  if (request.method === 'HEAD') return void response.end()
  await pipeline(createReadStream(file.path), response)
}
