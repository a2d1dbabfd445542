import { app, session } from 'electron';

/**
 * The window's pages have no network. The policy of the pages (content-security.ts) says so of what pages load; WebRTC it does not know, and
 * Chromium has no switch for it any more. So peers are reached neither over UDP (the policy here) nor over TCP (a proxy that is not there),
 * which also holds in frames that a page makes by itself; the preload takes the interface away as well.
 */
export async function setupNoNetwork(): Promise<void> {
  app.on('web-contents-created', (_created, contents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
  // Port 9 is where things are discarded. Pages of our own scheme don't take the way through it.
  await session.defaultSession.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:9',
    proxyBypassRules: '<-loopback>',
  });
}
