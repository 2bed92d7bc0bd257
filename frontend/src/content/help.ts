/**
 * Crisis lines as data. Numbers change and a wrong one does harm, so every row says where it was read and carries
 * `check: true` until somebody has called or opened it for this release; the page shows "check before release" then.
 */
export type Line = {
  name: string;
  /** As people write it. */
  phone?: string;
  /** Number to send a text message to, with the word to send where one is needed. */
  text?: { to: string; word?: string };
  /** An address that opens only when it is tapped. */
  chat?: string;
  hours: string;
  note?: string;
  source: string;
  check: boolean;
};

export type Country = {
  code: string;
  name: string;
  emergency: string[];
  lines: Line[];
  violence: Line[];
};

const line = (entry: Omit<Line, 'check'>): Line => ({ ...entry, check: true });
const europe = line({
  name: 'European helpline for women (in some countries)',
  phone: '116 016',
  hours: 'Differs from country to country',
  source: 'European Commission',
});

export const countries: Country[] = [
  {
    code: 'AU',
    name: 'Australia',
    emergency: ['000'],
    lines: [
      line({ name: 'Lifeline', phone: '13 11 14', text: { to: '0477 13 11 14' }, chat: 'https://www.lifeline.org.au', hours: 'Day and night', source: '9news 2022' }),
    ],
    violence: [line({ name: '1800RESPECT', phone: '1800 737 732', hours: 'Day and night', source: 'from memory' })],
  },
  {
    code: 'AT',
    name: 'Austria',
    emergency: ['112'],
    lines: [line({ name: 'TelefonSeelsorge', phone: '142', hours: 'Day and night', note: 'Free.', source: 'secondary list' })],
    violence: [europe],
  },
  {
    code: 'BE',
    name: 'Belgium',
    emergency: ['112'],
    lines: [
      line({ name: 'Zelfmoordlijn (Flanders)', phone: '1813', chat: 'https://www.zelfmoord1813.be', hours: 'Day and night', note: 'Free, no name needed.', source: 'vtm, online-hulpverlening.be' }),
    ],
    violence: [europe],
  },
  {
    code: 'BR',
    name: 'Brazil',
    emergency: ['192', '190'],
    lines: [line({ name: 'CVV', phone: '188', chat: 'https://cvv.org.br', hours: 'Day and night', note: 'Free.', source: 'claudia.abril 2018' })],
    violence: [],
  },
  {
    code: 'CA',
    name: 'Canada',
    emergency: ['911'],
    lines: [line({ name: '988 Suicide Crisis Helpline', phone: '988', text: { to: '988' }, hours: 'Day and night', note: 'Free.', source: 'mentalhealthcommission.ca 2023' })],
    violence: [],
  },
  {
    code: 'FR',
    name: 'France',
    emergency: ['112', '15'],
    lines: [line({ name: '3114', phone: '3114', hours: 'Day and night', note: 'Free. You speak with a professional.', source: 'ARS 2022' })],
    violence: [line({ name: '3919', phone: '3919', hours: 'Hours not known here', source: 'from memory' })],
  },
  {
    code: 'DE',
    name: 'Germany',
    emergency: ['112'],
    lines: [
      line({ name: 'TelefonSeelsorge', phone: '0800 111 0 111', hours: 'Day and night', note: 'Free, not on the itemised bill. It can take a few tries.', source: 'domradio; Spektrum 2022' }),
      line({ name: 'TelefonSeelsorge, second number', phone: '0800 111 0 222', chat: 'https://online.telefonseelsorge.de', hours: 'Day and night', note: 'Free.', source: 'domradio' }),
    ],
    violence: [
      line({ name: 'Hilfetelefon for women', phone: '116 016', hours: 'Day and night', note: 'Free, 18 languages, not on the bill.', source: 'secondary list' }),
      line({ name: 'Hilfetelefon for men', phone: '0800 123 9900', hours: 'Hours not known here', source: 'secondary list' }),
    ],
  },
  {
    code: 'IN',
    name: 'India',
    emergency: ['112'],
    lines: [line({ name: 'Tele-MANAS', phone: '14416', hours: 'Day and night', note: 'Free, up to 20 languages. Also 1-800-891-4416.', source: 'IANS 2025' })],
    violence: [],
  },
  {
    code: 'IE',
    name: 'Ireland',
    emergency: ['112', '999'],
    lines: [line({ name: 'Samaritans', phone: '116 123', text: { to: '50808' }, hours: 'Day and night', note: 'Free. The text service is another one, also free.', source: 'HSE 2020' })],
    violence: [],
  },
  {
    code: 'NL',
    name: 'Netherlands',
    emergency: ['112'],
    lines: [line({ name: '113', phone: '0800-0113', chat: 'https://www.113.nl', hours: 'Day and night', note: 'Free, without a name on the bill.', source: 'hartvannederland 2020' })],
    violence: [europe],
  },
  {
    code: 'NZ',
    name: 'New Zealand',
    emergency: ['111'],
    lines: [line({ name: '1737 Need to talk?', phone: '1737', text: { to: '1737' }, hours: 'Day and night', note: 'Free.', source: 'newshub 2017' })],
    violence: [],
  },
  {
    code: 'ZA',
    name: 'South Africa',
    emergency: ['112', '10177'],
    lines: [
      line({ name: 'SADAG suicide line', phone: '0800 567 567', text: { to: '31393' }, hours: 'Day and night', note: 'A text brings a call back.', source: 'sabcnews 2022' }),
      line({ name: 'SADAG helpline', phone: '0800 456 789', hours: 'Day and night', source: 'pressreader 2019' }),
    ],
    violence: [],
  },
  {
    code: 'ES',
    name: 'Spain',
    emergency: ['112'],
    lines: [line({ name: '024', phone: '024', hours: 'Day and night', note: 'Free, leaves no trace on the bill.', source: 'rtve 2022' })],
    violence: [line({ name: '016', phone: '016', hours: 'Hours not known here', source: 'secondary list' })],
  },
  {
    code: 'CH',
    name: 'Switzerland',
    emergency: ['112', '144'],
    lines: [
      line({ name: '143 Die Dargebotene Hand, La Main Tendue', phone: '143', chat: 'https://www.143.ch', hours: 'Day and night', source: '143.ch 2023' }),
      line({ name: '143 in English', phone: '0800 143 000', hours: '18:00 to 23:00', source: 'swissinfo' }),
    ],
    violence: [],
  },
  {
    code: 'GB',
    name: 'United Kingdom',
    emergency: ['999'],
    lines: [
      line({ name: 'Samaritans', phone: '116 123', hours: 'Day and night', note: 'Free, not on the bill.', source: 'fullfact.org 2022' }),
      line({ name: 'Shout', text: { to: '85258' }, hours: 'Day and night', note: 'By text message.', source: 'giveusashout.org' }),
    ],
    violence: [
      line({ name: 'National Domestic Abuse Helpline', phone: '0808 2000 247', hours: 'Day and night', note: 'Free.', source: 'secondary list' }),
      line({ name: 'Men’s Advice Line', phone: '0808 801 0327', hours: 'Hours not known here', source: 'secondary list' }),
    ],
  },
  {
    code: 'US',
    name: 'United States',
    emergency: ['911'],
    lines: [
      line({ name: '988 Suicide & Crisis Lifeline', phone: '988', text: { to: '988' }, chat: 'https://988lifeline.org', hours: 'Day and night', note: 'Free.', source: 'psychnews 2025' }),
      line({ name: 'Crisis Text Line', text: { to: '741741' }, hours: 'Day and night', note: 'By text message.', source: 'mcphs.edu' }),
    ],
    violence: [
      line({ name: 'National Domestic Violence Hotline', phone: '800-799-7233', text: { to: '88788', word: 'START' }, hours: 'Day and night', source: 'ovc.ojp.gov 2022' }),
    ],
  },
];

/** The country of a locale such as "en-GB", only ever a suggestion; null where it says no country or one that is not here. */
export function suggestCountry(locales: readonly string[]): string | null {
  for (const locale of locales) {
    const region = locale.split('-').find((part) => /^[A-Z]{2}$/.test(part));
    if (region && countries.some((country) => country.code === region)) return region;
  }
  return null;
}

/** Only digits and a leading plus: what a phone can dial. */
export function dialable(phone: string): string {
  return phone.replace(/[^\d+]/g, '');
}
