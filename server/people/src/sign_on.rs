//! Single sign-on by OpenID Connect: a person proves who they are to the bank's provider, which sends them back with a code that this
//! server exchanges for a signed token. Used is the authorisation code flow with PKCE, state and nonce. What a person may do is
//! read from a claim of the token at every sign-in.

mod fetch;
mod roles;

pub use roles::{RoleMap, RoleMapFault};

use crate::naming;
use crate::token::random_token;
use fetch::{Fetch, FetchError};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreResponseType, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims, IdTokenFields,
    IssuerUrl, LogoutRequest, Nonce, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    StandardErrorResponse, StandardTokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;
use store::Roles;
use tokio::sync::RwLock;
use tokio::time::Instant;

/// What the provider tells of itself is read anew after so long.
const READ_AGAIN_AFTER: Duration = Duration::from_hours(1);

/// How the provider is reached, and what its claims mean.
#[derive(Debug, Clone)]
pub struct SignOnSettings {
    /// The provider's address, exactly as its tokens name it.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    /// Where this server is reached from outside; browsers come back to a path of it.
    pub public_url: String,
    /// The claim that says what a person may do.
    pub roles_claim: String,
    pub roles: RoleMap,
}

/// The path to which the provider sends browsers back. It is registered there with the public address before it.
pub const BACK: &str = "/sign-in/sso/back";

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignOnError {
    #[error("the provider of sign-on cannot be reached: {0}")]
    Unreachable(String),
    /// A code that is used up or late, a token of somebody else's, a wrong nonce.
    #[error("the provider's answer was not taken: {0}")]
    Refused(String),
}

/// A sign-in that was begun. The browser keeps it until it comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Somebody whom the provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    pub issuer: String,
    pub subject: String,
    /// The name to sign in with that the provider would give, where it can be one.
    pub login: Option<String>,
    pub name: Option<String>,
    /// What they may do; empty where the claim is missing or says nothing that is known.
    pub roles: Roles,
}

/// All further claims of a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct AllClaims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for AllClaims {}

type Fields = IdTokenFields<
    AllClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Provider = Client<
    AllClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Signs people in by the bank's provider. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SignOn(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: SignOnSettings,
    issuer: IssuerUrl,
    back: RedirectUrl,
    fetch: Fetch,
    /// What the provider told of itself, and when.
    known: RwLock<Option<(Instant, ProviderMetadataWithLogout)>>,
}

impl SignOn {
    /// Takes the settings. The provider is asked when somebody signs in, so that a server starts without it.
    pub fn new(settings: SignOnSettings) -> Result<Self, String> {
        let issuer = IssuerUrl::new(settings.issuer.clone())
            .map_err(|error| format!("\"{}\" is not an address: {error}", settings.issuer))?;
        fetch::is_safe(issuer.url()).map_err(|why| format!("\"{}\" {why}", settings.issuer))?;
        let back = [settings.public_url.trim_end_matches('/'), BACK].concat();
        let back = RedirectUrl::new(back).map_err(|error| format!("the public address is not one: {error}"))?;
        let fetch = Fetch::new().map_err(|error| format!("the system's certificates cannot be read: {error}"))?;
        Ok(Self(Arc::new(Inner { settings, issuer, back, fetch, known: RwLock::default() })))
    }

    /// Begins a sign-in: where the browser goes, and what it keeps meanwhile.
    pub async fn begin(&self) -> Result<(String, Begun), SignOnError> {
        let provider = self.provider(READ_AGAIN_AFTER).await?;
        let begun = Begun { state: random_token(), nonce: random_token(), verifier: random_token() };
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(begun.verifier.clone()));
        let (state, nonce) = (CsrfToken::new(begun.state.clone()), Nonce::new(begun.nonce.clone()));
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let request = provider.authorize_url(flow, move || state, move || nonce);
        let request = request.add_scope(Scope::new("profile".to_owned())).set_pkce_challenge(challenge);
        Ok((request.url().0.to_string(), begun))
    }

    /// Exchanges the code with which a browser came back. The caller has compared the state.
    pub async fn finish(&self, begun: Begun, code: String) -> Result<Vouched, SignOnError> {
        let provider = self.provider(READ_AGAIN_AFTER).await?;
        let request = provider
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| SignOnError::Unreachable(format!("it names no token endpoint: {error}")))?
            .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier));
        let fetch = |request| self.0.fetch.call(request);
        let tokens = request.request_async(&fetch).await.map_err(exchange_error)?;
        let Some(token) = tokens.extra_fields().id_token() else {
            return Err(SignOnError::Refused("it sent no ID token".to_owned()));
        };
        let nonce = Nonce::new(begun.nonce);
        let unknown_key = SignatureVerificationError::NoMatchingKey;
        match token.claims(&provider.id_token_verifier(), &nonce) {
            Ok(claims) => Ok(self.vouched(claims)),
            // The provider signs with a key that is newer than what was read of it.
            Err(ClaimsVerificationError::SignatureVerification(error)) if error == unknown_key => {
                let provider = self.provider(Duration::ZERO).await?;
                token.claims(&provider.id_token_verifier(), &nonce).map(|claims| self.vouched(claims)).map_err(refused)
            }
            Err(error) => Err(refused(error)),
        }
    }

    /// Where a browser goes to sign out at the provider too; `None` where it has no such place, or cannot be asked.
    pub async fn sign_out_address(&self) -> Option<String> {
        let known = self.metadata(READ_AGAIN_AFTER).await.ok()?;
        let end = known.additional_metadata().end_session_endpoint.clone()?;
        let after = [self.0.settings.public_url.trim_end_matches('/'), "/sign-in"].concat();
        let request = LogoutRequest::from(end)
            .set_client_id(ClientId::new(self.0.settings.client_id.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(after).ok()?);
        Some(request.http_get_url().to_string())
    }

    fn vouched(&self, claims: &IdTokenClaims<AllClaims, CoreGenderClaim>) -> Vouched {
        let settings = &self.0.settings;
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str());
        let login = claims.preferred_username().map(|name| name.as_str());
        Vouched {
            issuer: settings.issuer.clone(),
            subject: claims.subject().to_string(),
            login: login.and_then(naming::login),
            name: name.or(login).and_then(naming::name),
            roles: settings.roles.of(claims.additional_claims().all.get(&settings.roles_claim)),
        }
    }

    async fn provider(&self, oldest: Duration) -> Result<Provider, SignOnError> {
        let settings = &self.0.settings;
        let secret = settings.client_secret.clone().map(ClientSecret::new);
        let known = self.metadata(oldest).await?;
        let client = Client::from_provider_metadata(known, ClientId::new(settings.client_id.clone()), secret);
        Ok(client.set_redirect_uri(self.0.back.clone()))
    }

    /// Returns what the provider tells of itself, read no longer ago than `oldest`. Where it cannot be read anew, what is known
    /// serves on: a provider that is away for a moment keeps nobody out who has been there already.
    async fn metadata(&self, oldest: Duration) -> Result<ProviderMetadataWithLogout, SignOnError> {
        if let Some((read, known)) = self.0.known.read().await.as_ref()
            && read.elapsed() < oldest
        {
            return Ok(known.clone());
        }
        // Of many who come at once one asks.
        let mut known = self.0.known.write().await;
        if let Some((read, fresh)) = known.as_ref()
            && read.elapsed() < oldest
        {
            return Ok(fresh.clone());
        }
        let fetch = |request| self.0.fetch.call(request);
        match (ProviderMetadataWithLogout::discover_async(self.0.issuer.clone(), &fetch).await, known.as_ref()) {
            (Ok(fresh), _) => {
                *known = Some((Instant::now(), fresh.clone()));
                Ok(fresh)
            }
            (Err(error), Some((_, old))) => {
                tracing::warn!(error = chain(&error), "the provider of sign-on cannot be asked anew");
                Ok(old.clone())
            }
            (Err(error), None) => Err(SignOnError::Unreachable(chain(&error))),
        }
    }
}

fn refused(error: ClaimsVerificationError) -> SignOnError {
    SignOnError::Refused(chain(&error))
}

fn exchange_error(error: RequestTokenError<FetchError, StandardErrorResponse<CoreErrorResponseType>>) -> SignOnError {
    match &error {
        RequestTokenError::Request(_) => SignOnError::Unreachable(chain(&error)),
        _ => SignOnError::Refused(chain(&error)),
    }
}

/// An error with what caused it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = [text.as_str(), ": ", &cause.to_string()].concat();
        next = cause.source();
    }
    text
}
