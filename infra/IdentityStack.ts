import {
  aws_cognito as cognito,
  Duration,
  RemovalPolicy,
  SecretValue,
  Stack,
  Validations,
  type StackProps,
} from "aws-cdk-lib";
import type { Construct } from "constructs";
import { consoleUrlOf, type IdentityProvider, type Stage } from "./stage.ts";

/** What the API and the console need to know of who signs people in. */
export interface Identity {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly clientId: string;
  /** Addresses the console's browser speaks with to sign in. */
  readonly origins: readonly string[];
}

/** Signs people in: a user pool that passes them on to the OpenID provider, and the console as its public client. */
export class IdentityStack extends Stack {
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, { ...props, terminationProtection: stage.keepsData });
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
    const domain = pool.addDomain("SignIn", {
      // It must be the region's only one of that name, which the account's number makes it.
      cognitoDomain: { domainPrefix: `samspill-${stage.name}-${this.account}` },
    });
    const outside = stage.identityProvider && this.provider(pool, stage.identityProvider);
    // Cognito sends people on to addresses it knows alone; until ours is known, that is nowhere but its own.
    const home = consoleUrlOf(stage) ?? domain.baseUrl();
    const console = pool.addClient("Console", {
      generateSecret: false,
      authFlows: outside ? {} : { userSrp: true },
      oAuth: {
        // A public client has no secret: Cognito then takes its code only with the proof key (PKCE) it was asked for with.
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.PROFILE],
        callbackUrls: [`${home}/auth-callback`],
        // To the letter what the console asks to be sent back to: one that differs in a stroke is refused.
        logoutUrls: [`${home}/`],
      },
      supportedIdentityProviders: [
        outside
          ? cognito.UserPoolClientIdentityProvider.custom(outside.providerName)
          : cognito.UserPoolClientIdentityProvider.COGNITO,
      ],
      accessTokenValidity: Duration.hours(1),
      // A working day with its evening: who comes back tomorrow signs in anew.
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    if (outside) console.node.addDependency(outside);
    this.identity = {
      issuer: pool.userPoolProviderUrl,
      jwksUrl: `${pool.userPoolProviderUrl}/.well-known/jwks.json`,
      clientId: console.userPoolClientId,
      origins: [domain.baseUrl(), `https://cognito-idp.${this.region}.amazonaws.com`],
    };
    Validations.of(pool).acknowledge({
      id: "AwsSolutions-COG8",
      reason:
        "The dearer plan guards passwords: where a provider signs people in nobody has one, and the few made by hand also need a code.",
    });
  }

  private provider(
    userPool: cognito.UserPool,
    { name, issuer, clientId, clientSecretName }: IdentityProvider,
  ): cognito.UserPoolIdentityProviderOidc {
    return new cognito.UserPoolIdentityProviderOidc(this, "Provider", {
      userPool,
      name,
      issuerUrl: issuer,
      clientId,
      clientSecret: SecretValue.secretsManager(clientSecretName).unsafeUnwrap(),
      scopes: ["openid", "profile"],
      attributeRequestMethod: cognito.OidcAttributeRequestMethod.GET,
    });
  }
}
