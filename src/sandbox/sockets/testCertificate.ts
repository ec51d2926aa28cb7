/**
 * A certificate for `service.example.com` that the sandbox's own applications serve on loopback. It is a throw-away
 * test key, published on purpose and worth nothing: it was made once with openssl, the key of the authority that signed
 * it was deleted at once, and nothing but the emulated instances trusts that authority. Valid until 2120.
 */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIB1TCCAXqgAwIBAgIBAjAKBggqhkjOPQQDAjAuMSwwKgYDVQQDDCNQcml2YXRl
TGluayBUb29sa2l0IHNhbmRib3ggdGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8y
MTIwMDEwMTAwMDAwMFowHjEcMBoGA1UEAwwTc2VydmljZS5leGFtcGxlLmNvbTBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABDxQWJos3poBMvhUFyM5/Ar/y5BIiQtF
T07eYlPGEbt7tO/wx7/xf0fsDvZgM3pGxKOTTIuLryZJut1TBsTfZNWjgZYwgZMw
HgYDVR0RBBcwFYITc2VydmljZS5leGFtcGxlLmNvbTAMBgNVHRMBAf8EAjAAMA4G
A1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUuRVJ
5ecgkcTHsxbQk6Go0pH0tbowHwYDVR0jBBgwFoAUm6smnh7rjW+p//DPkW2YgpTn
0bwwCgYIKoZIzj0EAwIDSQAwRgIhAO0TVYkgkQ0ESJHKzZzK9er8fjlnF+Ja5R3/
g+gMfIqVAiEA+iLGjvd9U2ZQnNgMGS49MHxFtcMFgDdK07Ww2IOGmT8=
-----END CERTIFICATE-----
`;

/** The key of the test certificate: throw-away, see there. */
export const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQMyrkQ9Xeh6F3LFG
YIGr8UU+p4PnYRM8aQ6KuDKIYnOhRANCAAQ8UFiaLN6aATL4VBcjOfwK/8uQSIkL
RU9O3mJTxhG7e7Tv8Me/8X9H7A72YDN6RsSjk0yLi68mSbrdUwbE32TV
-----END PRIVATE KEY-----
`;

/** The authority that signed the test certificate: all that the emulated instances trust. */
export const testAuthority = `-----BEGIN CERTIFICATE-----
MIIBjjCCATWgAwIBAgIBATAKBggqhkjOPQQDAjAuMSwwKgYDVQQDDCNQcml2YXRl
TGluayBUb29sa2l0IHNhbmRib3ggdGVzdCBDQTAgFw0yMDAxMDEwMDAwMDBaGA8y
MTIwMDEwMTAwMDAwMFowLjEsMCoGA1UEAwwjUHJpdmF0ZUxpbmsgVG9vbGtpdCBz
YW5kYm94IHRlc3QgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARLdLnMiAVK
H/lhypd3zItto2CQtjUl9nG4BfEfGZdEUJevVBagRKViXFPdUjN1ZLi8MpNJMxQI
OmyaV7u9K3bvo0IwQDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAd
BgNVHQ4EFgQUm6smnh7rjW+p//DPkW2YgpTn0bwwCgYIKoZIzj0EAwIDRwAwRAIg
Z3gMWeVFI+4BPJlPnsilXmB2RwVbBxpSS/8HrJ1MJSACIAGcLYUXMetK9nJL11u7
RZxzjVMWVCgx2JvwD+R0EiZ8
-----END CERTIFICATE-----
`;
