// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { openChannel, type Channel, type News } from '../../src/data/channel';

const open: Channel[] = [];

function listen(): { channel: Channel; heard: News[] } {
  const heard: News[] = [];
  const channel = openChannel((news) => heard.push(news));
  open.push(channel);
  return { channel, heard };
}

afterEach(() => open.splice(0).forEach((channel) => channel.close()));

describe('the windows of one phone', () => {
  it('hear each other, not themselves', async () => {
    const [one, two] = [listen(), listen()];
    one.channel.announce('records');
    one.channel.announce('account');
    await new Promise((done) => setTimeout(done, 30));
    expect(two.heard).toEqual(['records', 'account']);
    expect(one.heard).toEqual([]);
  });
});
