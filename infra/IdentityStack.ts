import { aws_cognito as cognito, RemovalPolicy, SecretValue, Stack, Validations, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { IdentitySettings, Stage } from "./stage.ts";

/** What the API and the console need to know of who signs people in. */
export interface Identity {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly clientId: string;
  /** Addresses the console's browser speaks with to sign in. */
  readonly origins: readonly string[];
}

export interface IdentityStackProps extends StackProps {
  readonly stage: Stage;
  readonly identity: IdentitySettings;
}

/** Signs people in: a user pool that only passes them on to the OpenID provider, and the console as its public client. */
export class IdentityStack extends Stack {
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { stage, identity, ...props }: IdentityStackProps) {
    super(scope, id, { ...props, terminationProtection: stage.keepsData });
    const { provider, consoleUrls, domainPrefix } = identity;
    const pool = new cognito.UserPool(this, "People", {
      userPoolName: `samspill-${stage.name}`,
      selfSignUpEnabled: false,
      // Those the provider signs in have shown two factors there (eID); this stands for any user made by hand.
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 16,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      accountRecovery: cognito.AccountRecovery.NONE,
      deletionProtection: stage.keepsData,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const domain = pool.addDomain("SignIn", { cognitoDomain: { domainPrefix } });
    const outside = new cognito.UserPoolIdentityProviderOidc(this, "Provider", {
      userPool: pool,
      name: provider.name,
      issuerUrl: provider.issuer,
      clientId: provider.clientId,
      clientSecret: SecretValue.secretsManager(provider.clientSecretName).unsafeUnwrap(),
      scopes: ["openid", "profile"],
      attributeRequestMethod: cognito.OidcAttributeRequestMethod.GET,
    });
    const console = pool.addClient("Console", {
      generateSecret: false,
      authFlows: {},
      oAuth: {
        // A public client has no secret: Cognito then takes its code only with the proof key (PKCE) it was asked for with.
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.PROFILE],
        callbackUrls: consoleUrls.map((url) => `${url}/auth-callback`),
        logoutUrls: [...consoleUrls],
      },
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom(outside.providerName)],
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    console.node.addDependency(outside);
    this.identity = {
      issuer: pool.userPoolProviderUrl,
      jwksUrl: `${pool.userPoolProviderUrl}/.well-known/jwks.json`,
      clientId: console.userPoolClientId,
      origins: [domain.baseUrl(), `https://cognito-idp.${this.region}.amazonaws.com`],
    };
    Validations.of(pool).acknowledge({
      id: "AwsSolutions-COG8",
      reason: "The dearer plan guards passwords, and nobody has one here: the OpenID provider signs people in.",
    });
  }
}
