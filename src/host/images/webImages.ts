import { EventEmitter, l10n, workspace, type ExtensionContext } from 'vscode';
import { agreed } from '../agreed.ts';
import { FetchError, type FetchFault } from '../../images/fetchImage.ts';
import { formatBytes } from '../format.ts';
import { RemoteImages } from './remoteImages.ts';
import type { Services } from '../services.ts';

/** Images behind addresses, as far as the user allows them in this workspace. */
export function createWebImages(context: ExtensionContext): Pick<Services, 'webImages' | 'onDidChangeWebImages'> {
  const emitter = new EventEmitter<void>();
  const changed = () => {
    emitter.fire();
  };
  context.subscriptions.push(emitter, workspace.onDidGrantWorkspaceTrust(changed));
  const { workspaceState: state } = context;
  return {
    webImages: new RemoteImages({ state, trusted: () => workspace.isTrusted, changed }),
    onDidChangeWebImages: emitter.event,
  };
}

/**
 * Asks before anything is loaded, naming the hosts.
 * @param others addresses of the other images shown with it
 */
export async function askForWebImages(webImages: RemoteImages, address: string, others: string[]): Promise<void> {
  if (webImages.access(address) !== 'ask') return;
  const question = webImages.question(address, others);
  const hosts = question.hosts.slice(0, 8).join(', ') + (question.hosts.length > 8 ? ' …' : '');
  const yes = l10n.t('Load Images');
  const back = l10n.t('The command "Block Images from the Web" takes this back.');
  const allowed = question.network
    ? await agreed(
        l10n.t('Load images from {0}?', hosts),
        `${l10n.t('This is a computer of your own network, which a training file of somebody else should not reach. Images are then loaded from it and from no other one of your network.')} ${back}`,
        yes,
      )
    : await agreed(
        l10n.t('Load images from the web in this workspace?'),
        `${l10n.t('The images shown are on: {0}. Whoever runs a server learns your address and when you look; images of other servers on the internet are then loaded as well, those of your own network are not.', hosts)} ${back}`,
        yes,
      );
  if (allowed) await webImages.allow(question);
}

/** Why an image was not loaded, one sentence. */
export function webImageSentence(error: unknown): string {
  return error instanceof FetchError ? sentenceOf(error.fault) : error instanceof Error ? error.message : String(error);
}

function sentenceOf(fault: FetchFault): string {
  switch (fault.reason) {
    case 'address':
      return l10n.t('Only addresses that begin with https or http are loaded.');
    case 'not allowed':
      return l10n.t('Images from the web are not loaded unless you allow it.');
    case 'private':
      return l10n.t('The image leads into your own network, to {0}: it was not loaded.', fault.host);
    case 'status':
      return l10n.t('{0} did not give the image: it answered {1}.', fault.host, fault.status);
    case 'redirects':
      return l10n.t('The image was not loaded: {0} sends from one address to the next.', fault.host);
    case 'too large':
      return l10n.t('The image was not loaded: {0} sends more than {1}.', fault.host, formatBytes(fault.limit));
    case 'too slow':
      return l10n.t('The image was not loaded: {0} took longer than {1} seconds.', fault.host, fault.seconds);
    case 'no image':
      return l10n.t('What {0} sends is no image that can be drawn.', fault.host);
    case 'network':
      return l10n.t('{0} could not be reached: {1}.', fault.host, fault.message);
  }
}
