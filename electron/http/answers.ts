import type { ServerResponse } from 'node:http'
import { type AppError, errorStatus } from '../../shared/errors.ts'

/** Headers of every answer. */
export function setSafeHeaders(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  response.setHeader('Cache-Control', 'no-store')
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(text) })
  response.end(text)
}

export function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': Buffer.byteLength(text) })
  response.end(text)
}

export const errorBody = ({ code, message, issues }: Pick<AppError, 'code' | 'message' | 'issues'>) => ({
  error: { code, message, ...(issues ? { issues } : {}) },
})

export function sendError(response: ServerResponse, error: AppError): void {
  if (response.headersSent) return void response.destroy()
  // The rest of the request is not read, so the connection is of no further use.
  response.setHeader('Connection', 'close')
  sendJson(response, errorStatus[error.code], errorBody(error))
}
