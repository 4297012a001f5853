import { ApplicationError } from '../application-error.js';

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/**
 * Where webhooks may go. In demo mode, the only one there is, to this machine alone: nobody is to reach into networks
 * by this server (server-side request forgery). The address is looked at as it will be used; the sender looks once more
 * at what a name stands for.
 */
export function isAllowedTarget(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password, hash } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  return LOOPBACK.test(hostname) && username === '' && password === '' && hash === '';
}

/** @throws ApplicationError WEBHOOK_URL_NOT_ALLOWED */
export function requireAllowedTarget(url: string): void {
  if (!isAllowedTarget(url)) throw new ApplicationError('WEBHOOK_URL_NOT_ALLOWED');
}
