import Diagnostics

/// Rules about a campaign and what it sends.
package enum CampaignRules {
    package static let all: [Rule] = [
        badCampaignName, repeatedLine, mixedGateways, audienceNotOne, messageNotOne,
        messageForOtherGateway, textTooLong, textTakenForFile, badImageAddress, badDocumentAddress,
        badVariable, badPlaceholder, badMessageID, mediaNotOne, badMediaName, badMediaAddress,
        badMediaContent, badBase64, groupInCollection, groupNotOne, inviteWithoutLink,
        placeholderInGroup, recurrenceWithoutStart, collectionOnSetapp, debtTextOnSetapp, unbalancedMark,
    ]
}
