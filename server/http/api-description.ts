// What the generated OpenAPI document says of itself, and the mark on its page.
export const API_DESCRIPTION = {
  info: {
    title: 'Cordon',
    version: '1',
    description:
      'Reports in, the situation out. Times are ISO 8601 with offset, positions [longitude, latitude] in WGS-84 unless a datum says otherwise. Errors are application/problem+json with a stable code.',
  },
  components: {
    securitySchemes: {
      session: { type: 'apiKey' as const, in: 'cookie', name: 'cordon_session' },
      key: { type: 'http' as const, scheme: 'bearer' },
    },
  },
  security: [{ session: [] }, { key: [] }],
};

/** The mark of client/public/cordon.svg, so that the API's page is recognised as ours and not as its library's. */
export const LOGO = {
  type: 'image/svg+xml',
  content: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b1016"/><path d="M9.2 8.4 17.6 6l7.2 5.6-1 9.6-7 5.6-8.4-2.6-2.6-8z" fill="none" stroke="#ff3d8b" stroke-width="2.4" stroke-linejoin="round"/><circle cx="15.6" cy="16" r="3.4" fill="#e9eef3"/></svg>',
  ),
  href: '/',
  target: '_self' as const,
};
